package dev.skiff.apiserver.authorization;

import dev.skiff.api.request.UserInfo;
import java.util.ArrayList;
import java.util.List;

/// What the [FixedRules] grant somebody in a namespace, as far as it can be told in rules of verbs,
/// groups and resources.
///
/// @param incomplete why something may be missing; empty: nothing is
public record GrantedRules(List<OfResources> resources, List<OfPaths> paths, String incomplete) {
    private static final List<String> ANYTHING = List.of("*");
    private static final List<String> CREATE = List.of("create");
    private static final List<String> GET = List.of("get");
    private static final List<String> HEALTH =
            List.of("/healthz", "/livez", "/readyz", "/version", "/version/");
    private static final List<String> DISCOVERY =
            List.of(
                    "/api",
                    "/api/*",
                    "/apis",
                    "/apis/*",
                    "/healthz",
                    "/livez",
                    "/openapi",
                    "/openapi/*",
                    "/readyz",
                    "/version",
                    "/version/");

    public GrantedRules {
        resources = List.copyOf(resources);
        paths = List.copyOf(paths);
    }

    public record OfResources(List<String> verbs, List<String> groups, List<String> resources) {
        public OfResources {
            verbs = List.copyOf(verbs);
            groups = List.copyOf(groups);
            resources = List.copyOf(resources);
        }
    }

    public record OfPaths(List<String> verbs, List<String> paths) {
        public OfPaths {
            verbs = List.copyOf(verbs);
            paths = List.copyOf(paths);
        }
    }

    public static GrantedRules of(UserInfo user, String namespace) {
        List<OfResources> resources = new ArrayList<>();
        List<OfPaths> paths = new ArrayList<>();
        if (user.isIn(UserInfo.MASTERS_GROUP) || FixedRules.COMPONENTS.contains(user.name())) {
            resources.add(new OfResources(ANYTHING, ANYTHING, ANYTHING));
            paths.add(new OfPaths(ANYTHING, ANYTHING));
        }
        if (user.isIn(UserInfo.AUTHENTICATED_GROUP)) {
            resources.add(
                    new OfResources(
                            CREATE,
                            List.of("authentication.k8s.io"),
                            List.of("selfsubjectreviews")));
            resources.add(
                    new OfResources(
                            CREATE,
                            List.of("authorization.k8s.io"),
                            List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews")));
            paths.add(new OfPaths(GET, List.of("/.well-known", "/.well-known/*")));
            paths.add(new OfPaths(GET, DISCOVERY));
        }
        paths.add(new OfPaths(GET, HEALTH));
        return new GrantedRules(resources, paths, incomplete(user, namespace));
    }

    /// Rules that depend on more than groups and resources are not told.
    private static String incomplete(UserInfo user, String namespace) {
        if (user.isIn(UserInfo.NODES_GROUP)) {
            return "node authorizer does not support user rule resolution";
        }
        return user.isIn(FixedRules.SERVICE_ACCOUNTS + namespace)
                ? "that service accounts read their namespace but for Secrets is no single rule"
                : "";
    }
}
