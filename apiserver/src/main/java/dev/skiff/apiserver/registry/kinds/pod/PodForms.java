package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.InternalForm;
import dev.skiff.apiserver.registry.rules.SortedMap;
import java.util.List;
import java.util.Map;

/// Pods and their templates as upstream's messages print them.
public final class PodForms {
    private static final List<String> SHARED_WITH_NODE =
            List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers");

    private PodForms() {}

    /// Upstream keeps the namespaces a pod shares with its node in the security context.
    public static JsonNode spec(JsonNode spec) {
        if (!(spec instanceof ObjectNode given)) {
            return InternalForm.of("PodSpec", JsonNodeFactory.instance.objectNode());
        }
        ObjectNode internal = given.deepCopy();
        ObjectNode context = Fields.child(internal, "securityContext");
        for (String field : SHARED_WITH_NODE) {
            if (Fields.has(spec, field)) {
                context.set(field, spec.get(field));
            }
        }
        return InternalForm.of("PodSpec", internal);
    }

    /// Metadata stands directly in a template, before its spec.
    public static JsonNode template(JsonNode template) {
        ObjectNode printed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : Fields.entries(Fields.at(template, "metadata"))) {
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                value = SortedMap.of(value);
            }
            boolean isEmpty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!isEmpty) {
                printed.set(entry.getKey(), value);
            }
        }
        printed.set("Spec", spec(Fields.at(template, "spec")));
        return printed;
    }
}
