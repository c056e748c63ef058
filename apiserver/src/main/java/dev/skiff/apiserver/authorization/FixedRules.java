package dev.skiff.apiserver.authorization;

import dev.skiff.api.request.UserInfo;
import java.util.List;

/// The rules that hold until roles do: administrators and our own components may do what they need,
/// nodes what concerns them, service accounts read in their namespace, everybody sees health and
/// version, whoever is known also what is served, and may ask who he is and what he may; the rest
/// is
/// refused. [GrantedRules] tells them.
public final class FixedRules {
    static final List<String> COMPONENTS =
            List.of("system:kube-scheduler", "system:kube-controller-manager");
    private static final List<String> PUBLIC_PATHS =
            List.of("/version", "/healthz", "/livez", "/readyz");
    private static final List<String> DISCOVERY_PATHS =
            List.of("/api", "/apis", "/openapi", "/.well-known");
    private static final List<String> READS = List.of("get", "list", "watch");
    private static final List<String> SELF_REVIEWS =
            List.of(
                    "selfsubjectreviews.authentication.k8s.io",
                    "selfsubjectaccessreviews.authorization.k8s.io",
                    "selfsubjectrulesreviews.authorization.k8s.io");
    static final String SERVICE_ACCOUNTS = "system:serviceaccounts:";

    private FixedRules() {}

    /// All of them.
    public static Authorizer over(BoundPods pods) {
        return new AnyOf(
                List.of(
                        asked -> asked.user().isIn(UserInfo.MASTERS_GROUP),
                        asked -> COMPONENTS.contains(asked.user().name()),
                        new NodeRules(pods),
                        FixedRules::readsOwnNamespace,
                        FixedRules::asksAboutItself,
                        asked -> reads(asked, PUBLIC_PATHS),
                        FixedRules::discovers));
    }

    private static boolean discovers(RequestAttributes asked) {
        boolean isKnown = asked.user().isIn(UserInfo.AUTHENTICATED_GROUP);
        return isKnown && (reads(asked, DISCOVERY_PATHS) || asked.path().equals("/"));
    }

    private static boolean asksAboutItself(RequestAttributes asked) {
        return asked.isResource()
                && asked.verb().equals("create")
                && asked.subresource().isEmpty()
                && SELF_REVIEWS.contains(asked.qualifiedResource())
                && asked.user().isIn(UserInfo.AUTHENTICATED_GROUP);
    }

    /// All resources (`*`) would be Secrets too.
    private static boolean readsOwnNamespace(RequestAttributes asked) {
        return asked.isResource()
                && READS.contains(asked.verb())
                && !asked.namespace().isEmpty()
                && !asked.resource().equals("secrets")
                && !asked.resource().equals("*")
                && asked.user().isIn(SERVICE_ACCOUNTS + asked.namespace());
    }

    private static boolean reads(RequestAttributes asked, List<String> paths) {
        boolean isRead = asked.verb().equals("get") || asked.verb().equals("head");
        return !asked.isResource()
                && isRead
                && paths.stream().anyMatch(path -> isBelow(asked.path(), path));
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
