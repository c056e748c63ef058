package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;

/// The extension that says which kind a schema or an operation is about.
final class GroupVersionKinds {
    static final String EXTENSION = "x-kubernetes-group-version-kind";

    private GroupVersionKinds() {}

    static ObjectNode node(GroupVersion groupVersion, String kind) {
        return Json.object()
                .put("group", groupVersion.group())
                .put("version", groupVersion.version())
                .put("kind", kind);
    }
}
