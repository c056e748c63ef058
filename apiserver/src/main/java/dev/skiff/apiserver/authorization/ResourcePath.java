package dev.skiff.apiserver.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path below `/api/v1/` or `/apis/<group>/<version>/`, taken apart.
///
/// @param subresource may have several segments; empty: the resource itself
/// @param isLegacyWatch whether `watch` stands before the resource
record ResourcePath(
        String group,
        String version,
        String namespace,
        String resource,
        String name,
        String subresource,
        boolean isLegacyWatch) {
    /// Empty when the path is not of a resource.
    static Optional<ResourcePath> parse(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        if (parts.size() > 2 && parts.getFirst().equals("api")) {
            return Optional.of(below("", parts.get(1), parts.subList(2, parts.size())));
        }
        if (parts.size() > 3 && parts.getFirst().equals("apis")) {
            return Optional.of(below(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
        }
        return Optional.empty();
    }

    boolean isOfNamespace() {
        return group.isEmpty() && resource.equals("namespaces");
    }

    private static ResourcePath below(String group, String version, List<String> given) {
        boolean isWatch = given.size() > 1 && given.getFirst().equals("watch");
        List<String> parts = isWatch ? given.subList(1, given.size()) : given;
        boolean isInNamespace =
                parts.getFirst().equals("namespaces") && parts.size() > 2 && !isOfNamespace(parts);
        List<String> rest = isInNamespace ? parts.subList(2, parts.size()) : parts;
        return new ResourcePath(
                group,
                version,
                isInNamespace ? parts.get(1) : "",
                rest.getFirst(),
                rest.size() > 1 ? rest.get(1) : "",
                rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "",
                isWatch);
    }

    /// `namespaces/x/status` is a subresource, not a resource of that name in x.
    private static boolean isOfNamespace(List<String> parts) {
        String third = parts.get(2);
        return parts.size() == 3 && (third.equals("status") || third.equals("finalize"));
    }
}
