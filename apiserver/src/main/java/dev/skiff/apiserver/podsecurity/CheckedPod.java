package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// A pod, or a template of pods.
///
/// @param pod an object with `metadata` and `spec`
public record CheckedPod(JsonNode pod) {
    JsonNode spec() {
        return Fields.at(pod, "spec");
    }

    JsonNode annotations() {
        return Fields.at(pod, "metadata", "annotations");
    }

    /// Of every kind: the ones that come first come first.
    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            Fields.at(spec(), list).forEach(containers::add);
        }
        return containers;
    }

    /// The security context of the pod itself; missing when it has none.
    JsonNode context() {
        return context(spec());
    }

    /// The security context of a container; missing when it has none.
    static JsonNode context(JsonNode container) {
        JsonNode context = Fields.at(container, "securityContext");
        return context.isObject() ? context : MissingNode.getInstance();
    }

    /// The security contexts of the pod and of its containers.
    List<JsonNode> contexts() {
        List<JsonNode> contexts = new ArrayList<>();
        contexts.add(context());
        containers().forEach(container -> contexts.add(context(container)));
        return contexts;
    }

    boolean hasOwnUsers() {
        return Fields.has(spec(), "hostUsers") && !Fields.isTrue(spec(), "hostUsers");
    }

    boolean isOnWindows() {
        return Fields.text(spec(), "os", "name").equals("windows");
    }
}
