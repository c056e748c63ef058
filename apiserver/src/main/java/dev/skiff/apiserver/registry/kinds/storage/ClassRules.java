package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Classes of volumes and of their attributes: who provides them, and what they are told.
public final class ClassRules {
    private static final int MAX_PARAMETERS = 512;
    private static final int MAX_PARAMETER_BYTES = 256 * 1024;

    private ClassRules() {}

    public static void provisioner(JsonNode owner, String field, List<FieldError> errors) {
        FieldPath path = FieldPath.of(field);
        String name = Fields.text(owner, field).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else {
            FieldChecks.invalid(path, name, TextRules.qualifiedName(name), errors);
        }
    }

    public static void parameters(JsonNode parameters, List<FieldError> errors) {
        FieldPath path = FieldPath.of("parameters");
        if (parameters.size() > MAX_PARAMETERS) {
            errors.add(FieldError.tooLong(path, MAX_PARAMETERS));
            return;
        }
        for (Map.Entry<String, JsonNode> parameter : Fields.entries(parameters)) {
            if (parameter.getKey().isEmpty()) {
                errors.add(FieldError.invalid(path, "", "field can not be empty."));
            }
        }
        if (bytes(parameters) > MAX_PARAMETER_BYTES) {
            errors.add(FieldError.tooLong(path, MAX_PARAMETER_BYTES));
        }
    }

    /// How large a map of texts is, keys included.
    static long bytes(JsonNode texts) {
        long bytes = 0;
        for (Map.Entry<String, JsonNode> text : Fields.entries(texts)) {
            bytes += text.getKey().getBytes(StandardCharsets.UTF_8).length;
            bytes += text.getValue().asText("").getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    public static void storageClass(JsonNode storageClass, List<FieldError> errors) {
        provisioner(storageClass, "provisioner", errors);
        parameters(Fields.at(storageClass, "parameters"), errors);
        String policy = Fields.text(storageClass, "reclaimPolicy");
        if (!policy.isEmpty()) {
            FieldChecks.oneOf(
                    policy, List.of("Delete", "Retain"), FieldPath.of("reclaimPolicy"), errors);
        }
        FieldChecks.oneOf(
                Fields.text(storageClass, "volumeBindingMode"),
                List.of("Immediate", "WaitForFirstConsumer"),
                FieldPath.of("volumeBindingMode"),
                errors);
        topologies(Fields.at(storageClass, "allowedTopologies"), errors);
    }

    /// Upstream compares each term with as many empty ones as there are terms, so that an empty
    /// term counts as a repetition.
    private static void topologies(JsonNode terms, List<FieldError> errors) {
        List<JsonNode> seen = new ArrayList<>(0);
        for (int i = 0; i < terms.size(); i++) {
            seen.add(JsonNodeFactory.instance.objectNode());
        }
        for (int i = 0; i < terms.size(); i++) {
            FieldPath path =
                    FieldPath.of("allowedTopologies").index(i).child("matchLabelExpressions");
            ObjectNode values = topology(terms.get(i), path, errors);
            for (JsonNode other : seen) {
                if (other.equals(values)) {
                    errors.add(FieldError.duplicate(path, ""));
                }
            }
            seen.add(values);
        }
    }

    /// The values that a term allows, by key.
    private static ObjectNode topology(JsonNode term, FieldPath path, List<FieldError> errors) {
        ObjectNode allowed = JsonNodeFactory.instance.objectNode();
        int i = 0;
        for (JsonNode expression : Fields.at(term, "matchLabelExpressions")) {
            FieldPath expressionPath = path.index(i++);
            FieldPath valuesPath = expressionPath.child("values");
            List<String> values = Fields.texts(Fields.at(expression, "values"));
            if (values.isEmpty()) {
                errors.add(FieldError.required(valuesPath, ""));
            }
            for (int v = 1; v < values.size(); v++) {
                if (values.subList(0, v).contains(values.get(v))) {
                    errors.add(FieldError.duplicate(valuesPath.index(v), values.get(v)));
                }
            }
            String key = Fields.text(expression, "key");
            LabelRules.key(key, expressionPath.child("key"), errors);
            if (allowed.has(key)) {
                errors.add(FieldError.duplicate(expressionPath.child("key"), key));
            }
            new TreeSet<>(values).forEach(allowed.putArray(key)::add);
        }
        return allowed;
    }
}
