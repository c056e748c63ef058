package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.TreeMap;

/// Bindings of policies, of which policy and with which parameters.
public final class PolicyBindingPrinter extends KindPrinter {
    /// @param plural which kind of bindings, as in paths
    public PolicyBindingPrinter(String plural) {
        super(plural);
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        row.name()
                .text(Fields.text(spec, "policyName"))
                .text(parameters(Fields.at(spec, "paramRef")))
                .age();
    }

    private static String parameters(JsonNode reference) {
        String name = Fields.text(reference, "name");
        if (!name.isEmpty()) {
            String namespace = Fields.text(reference, "namespace");
            return (namespace.isEmpty() ? "*" : namespace) + "/" + name;
        }
        JsonNode selector = Fields.at(reference, "selector");
        return selector.isMissingNode() ? "<unset>" : selector(selector);
    }

    /// As upstream prints its own type.
    private static String selector(JsonNode selector) {
        TreeMap<String, String> labels = new TreeMap<>();
        Fields.entries(Fields.at(selector, "matchLabels"))
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        StringBuilder text = new StringBuilder("&LabelSelector{MatchLabels:map[string]string{");
        labels.forEach((key, value) -> text.append(key).append(": ").append(value).append(','));
        text.append("},MatchExpressions:[]LabelSelectorRequirement{");
        for (JsonNode requirement : Fields.at(selector, "matchExpressions")) {
            text.append("LabelSelectorRequirement{Key:")
                    .append(Fields.text(requirement, "key"))
                    .append(",Operator:")
                    .append(Fields.text(requirement, "operator"))
                    .append(",Values:[")
                    .append(String.join(" ", Fields.texts(Fields.at(requirement, "values"))))
                    .append("],},");
        }
        return text.append("},}").toString();
    }
}
