package dev.skiff.apiserver.authorization;

import dev.skiff.api.request.UserInfo;
import java.util.List;

/// The fixed rules that hold until roles do: administrators and our own components may do what they
/// need, everybody may see health and version, the rest nothing.
public final class BuiltInAuthorizer implements Authorizer {
    private static final List<String> COMPONENTS =
            List.of("system:kube-scheduler", "system:kube-controller-manager");
    private static final List<String> PUBLIC_PATHS =
            List.of("/version", "/version/", "/healthz", "/livez", "/readyz");

    @Override
    public boolean allows(RequestAttributes asked) {
        UserInfo user = asked.user();
        return user.isIn(UserInfo.MASTERS_GROUP)
                || COMPONENTS.contains(user.name())
                || user.isIn(UserInfo.NODES_GROUP)
                || isPublic(asked);
    }

    private static boolean isPublic(RequestAttributes asked) {
        return !asked.isResource()
                && (asked.verb().equals("get") || asked.verb().equals("head"))
                && PUBLIC_PATHS.stream()
                        .anyMatch(
                                path ->
                                        asked.path().equals(path)
                                                || asked.path().startsWith(path + "/"));
    }
}
