package dev.skiff.apiserver.openapi;

import dev.skiff.api.kind.GroupVersion;

/// How operations and their tags are called, which generated clients take as names of methods and
/// classes.
final class OperationNames {
    private OperationNames() {}

    /// `apps/v1` → `AppsV1`, `rbac.authorization.k8s.io/v1` → `RbacAuthorizationV1`, `v1` →
    /// `CoreV1`.
    static String title(GroupVersion groupVersion) {
        return title(groupVersion.group()) + capital(groupVersion.version());
    }

    static String title(String group) {
        StringBuilder title = new StringBuilder();
        for (String part : shortGroup(group).split("\\.", -1)) {
            title.append(capital(part));
        }
        return title.toString();
    }

    /// `rbac.authorization.k8s.io/v1` → `rbacAuthorization_v1`.
    static String tag(GroupVersion groupVersion) {
        return tag(groupVersion.group()) + "_" + groupVersion.version();
    }

    static String tag(String group) {
        String title = title(group);
        return title.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + title.substring(1);
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static String shortGroup(String group) {
        return group.isEmpty() ? "core" : group.replaceFirst("\\.k8s\\.io$", "");
    }
}
