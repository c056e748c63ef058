package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.LabelSelectorRules;
import java.util.ArrayList;
import java.util.List;

/// Where a pod wants to be, by nodes and by other pods.
final class AffinityRules {
    static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    private AffinityRules() {}

    static void check(JsonNode affinity, FieldPath path, List<FieldError> errors) {
        node(Fields.at(affinity, "nodeAffinity"), path.child("nodeAffinity"), errors);
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            pods(Fields.at(affinity, kind), path.child(kind), errors);
        }
    }

    private static void node(JsonNode affinity, FieldPath path, List<FieldError> errors) {
        if (Fields.has(affinity, REQUIRED)) {
            NodeSelectorRules.check(Fields.at(affinity, REQUIRED), path.child(REQUIRED), errors);
        }
        int i = 0;
        for (JsonNode preferred : Fields.at(affinity, PREFERRED)) {
            FieldPath preferredPath = path.child(PREFERRED).index(i++);
            weight(preferred, preferredPath, errors);
            NodeSelectorRules.preference(
                    Fields.at(preferred, "preference"), preferredPath.child("preference"), errors);
        }
    }

    private static void pods(JsonNode affinity, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode term : Fields.at(affinity, REQUIRED)) {
            podTerm(term, path.child(REQUIRED).index(i++), errors);
        }
        i = 0;
        for (JsonNode preferred : Fields.at(affinity, PREFERRED)) {
            FieldPath preferredPath = path.child(PREFERRED).index(i++);
            weight(preferred, preferredPath, errors);
            podTerm(
                    Fields.at(preferred, "podAffinityTerm"),
                    preferredPath.child("podAffinityTerm"),
                    errors);
        }
    }

    private static void podTerm(JsonNode term, FieldPath path, List<FieldError> errors) {
        for (String selector : List.of("labelSelector", "namespaceSelector")) {
            LabelSelectorRules.check(Fields.at(term, selector), path.child(selector), errors);
        }
        for (JsonNode namespace : Fields.at(term, "namespaces")) {
            String name = namespace.asText();
            FieldChecks.invalid(path.child("namespace"), name, TextRules.dnsLabel(name), errors);
        }
        labelKeys(term, path, errors);
        String topologyKey = Fields.text(term, "topologyKey");
        if (topologyKey.isEmpty()) {
            errors.add(FieldError.required(path.child("topologyKey"), "can not be empty"));
        }
        LabelRules.key(topologyKey, path.child("topologyKey"), errors);
    }

    private static void labelKeys(JsonNode term, FieldPath path, List<FieldError> errors) {
        JsonNode selector = Fields.at(term, "labelSelector");
        for (String list : List.of("matchLabelKeys", "mismatchLabelKeys")) {
            JsonNode keys = Fields.at(term, list);
            if (!keys.isEmpty() && !selector.isObject()) {
                errors.add(
                        FieldError.forbidden(
                                path.child(list),
                                "must not be specified when labelSelector is not set"));
                continue;
            }
            int i = 0;
            for (JsonNode key : keys) {
                LabelRules.key(key.asText(), path.child(list).index(i++), errors);
            }
        }
        keysInSelector(term, selector, path, errors);
        List<String> mismatched = Fields.texts(Fields.at(term, "mismatchLabelKeys"));
        int i = 0;
        for (JsonNode key : Fields.at(term, "matchLabelKeys")) {
            FieldPath keyPath = path.child("matchLabelKeys").index(i++);
            if (mismatched.contains(key.asText())) {
                errors.add(
                        FieldError.invalid(
                                keyPath,
                                key,
                                "exists in both matchLabelKeys and mismatchLabelKeys"));
            }
        }
    }

    /// A key that selects by the pod's own label must not be selected by another value as well. The
    /// server has already added one expression for each such key.
    private static void keysInSelector(
            JsonNode term, JsonNode selector, FieldPath path, List<FieldError> errors) {
        List<String> matched = Fields.texts(Fields.at(term, "matchLabelKeys"));
        List<String> seen = new ArrayList<>(0);
        Fields.entries(Fields.at(selector, "matchLabels")).forEach(e -> seen.add(e.getKey()));
        for (JsonNode expression : Fields.at(selector, "matchExpressions")) {
            String key = Fields.text(expression, "key");
            if (matched.contains(key) && seen.contains(key)) {
                errors.add(
                        FieldError.invalid(
                                path.index(matched.lastIndexOf(key)),
                                key,
                                "exists in both matchLabelKeys and labelSelector"));
            }
            seen.add(key);
        }
    }

    private static void weight(JsonNode preferred, FieldPath path, List<FieldError> errors) {
        long weight = Fields.number(preferred, "weight");
        if (weight <= 0 || weight > 100) {
            errors.add(
                    FieldError.invalid(path.child("weight"), weight, "must be in the range 1-100"));
        }
    }
}
