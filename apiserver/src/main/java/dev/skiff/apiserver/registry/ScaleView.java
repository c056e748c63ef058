package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.selector.LabelSelector;
import java.util.LinkedHashMap;
import java.util.Map;

/// A workload as a Scale: how many replicas it wants and has, and which pods they are.
final class ScaleView {
    private static final String[] METADATA = {
        "name", "namespace", "uid", "resourceVersion", "creationTimestamp"
    };

    private ScaleView() {}

    static ObjectNode of(StoredObject object) {
        ObjectNode tree = object.tree();
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : METADATA) {
            if (tree.path("metadata").has(field)) {
                metadata.set(field, tree.path("metadata").get(field));
            }
        }
        ObjectNode spec = scale.putObject("spec");
        int wanted = tree.at("/spec/replicas").asInt();
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        ObjectNode status = scale.putObject("status");
        status.put("replicas", tree.at("/status/replicas").asInt());
        String selector = selector(tree).toString();
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    /// A ReplicationController's is a plain map of labels.
    private static LabelSelector selector(ObjectNode tree) {
        JsonNode selector = Fields.at(tree, "spec", "selector");
        if (!tree.path("kind").asText().equals(Kinds.REPLICATION_CONTROLLER.name())) {
            return LabelSelector.ofObject(selector);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Fields.entries(selector).forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return LabelSelector.ofLabels(labels);
    }
}
