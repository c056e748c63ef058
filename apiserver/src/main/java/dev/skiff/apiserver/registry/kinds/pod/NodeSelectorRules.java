package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which nodes are meant: terms over their labels and names.
public final class NodeSelectorRules {
    /// Labels that nodes have for old clients, and what to say about them.
    static final Map<String, String> OLD_LABELS = oldLabels();

    private static final String BAD_OPERATOR = "not a valid selector operator";

    private NodeSelectorRules() {}

    private static Map<String, String> oldLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        String since114 = "deprecated since v1.14; use \"%s\" instead";
        labels.put("beta.kubernetes.io/arch", since114.formatted("kubernetes.io/arch"));
        labels.put("beta.kubernetes.io/os", since114.formatted("kubernetes.io/os"));
        String since117 = "deprecated since v1.17; use \"%s\" instead";
        labels.put(
                "failure-domain.beta.kubernetes.io/region",
                since117.formatted("topology.kubernetes.io/region"));
        labels.put(
                "failure-domain.beta.kubernetes.io/zone",
                since117.formatted("topology.kubernetes.io/zone"));
        labels.put(
                "beta.kubernetes.io/instance-type",
                since117.formatted("node.kubernetes.io/instance-type"));
        return labels;
    }

    /// A selector that must be met.
    public static void check(JsonNode selector, FieldPath path, List<FieldError> errors) {
        JsonNode terms = Fields.at(selector, "nodeSelectorTerms");
        FieldPath termsPath = path.child("nodeSelectorTerms");
        if (terms.isEmpty()) {
            errors.add(FieldError.required(termsPath, "must have at least one node selector term"));
        }
        int i = 0;
        for (JsonNode term : terms) {
            term(term, true, termsPath.index(i++), errors);
        }
    }

    /// A term that had better be met.
    static void preference(JsonNode term, FieldPath path, List<FieldError> errors) {
        term(term, false, path, errors);
    }

    /// What is not advisable in a selector.
    public static List<String> warnings(JsonNode selector, FieldPath path) {
        List<String> warnings = new ArrayList<>(0);
        int i = 0;
        for (JsonNode term : Fields.at(selector, "nodeSelectorTerms")) {
            termWarnings(term, path.child("nodeSelectorTerms").index(i++), warnings);
        }
        return warnings;
    }

    static void termWarnings(JsonNode term, FieldPath path, List<String> warnings) {
        int i = 0;
        for (JsonNode expression : Fields.at(term, "matchExpressions")) {
            FieldPath keyPath = path.child("matchExpressions").index(i++).child("key");
            String key = Fields.text(expression, "key");
            String message = OLD_LABELS.get(key);
            if (message != null) {
                warnings.add("%s: %s is %s".formatted(keyPath, key, message));
            }
        }
    }

    private static void term(
            JsonNode term, boolean checksValues, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode requirement : Fields.at(term, "matchExpressions")) {
            FieldPath requirementPath = path.child("matchExpressions").index(i++);
            requirement(requirement, requirementPath, errors);
            if (checksValues) {
                labelValues(Fields.at(requirement, "values"), requirementPath, errors);
            }
        }
        i = 0;
        for (JsonNode requirement : Fields.at(term, "matchFields")) {
            field(requirement, path.child("matchFields").index(i++), errors);
        }
    }

    private static void requirement(JsonNode requirement, FieldPath path, List<FieldError> errors) {
        int values = Fields.at(requirement, "values").size();
        FieldPath valuesPath = path.child("values");
        switch (Fields.text(requirement, "operator")) {
            case "In", "NotIn" -> {
                if (values == 0) {
                    errors.add(
                            FieldError.required(
                                    valuesPath,
                                    "must be specified when `operator` is 'In' or 'NotIn'"));
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (values > 0) {
                    errors.add(
                            FieldError.forbidden(
                                    valuesPath,
                                    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                }
            }
            case "Gt", "Lt" -> {
                if (values != 1) {
                    errors.add(
                            FieldError.required(
                                    valuesPath,
                                    "must be specified single value when `operator` is 'Lt' or 'Gt'"));
                }
            }
            default ->
                    errors.add(
                            FieldError.invalid(
                                    path.child("operator"),
                                    Fields.text(requirement, "operator"),
                                    BAD_OPERATOR));
        }
        LabelRules.key(Fields.text(requirement, "key"), path.child("key"), errors);
    }

    private static void labelValues(JsonNode values, FieldPath path, List<FieldError> errors) {
        int i = 0;
        for (JsonNode value : values) {
            FieldPath valuePath = path.child("values").index(i++);
            FieldChecks.invalid(
                    valuePath, value.asText(), TextRules.labelValue(value.asText()), errors);
        }
    }

    private static void field(JsonNode requirement, FieldPath path, List<FieldError> errors) {
        JsonNode values = Fields.at(requirement, "values");
        String operator = Fields.text(requirement, "operator");
        if (!operator.equals("In") && !operator.equals("NotIn")) {
            errors.add(FieldError.invalid(path.child("operator"), operator, BAD_OPERATOR));
        } else if (values.size() != 1) {
            errors.add(
                    FieldError.required(
                            path.child("values"),
                            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
        }
        String key = Fields.text(requirement, "key");
        if (!key.equals("metadata.name")) {
            errors.add(
                    FieldError.invalid(path.child("key"), key, "not a valid field selector key"));
            return;
        }
        int i = 0;
        for (JsonNode value : values) {
            FieldPath valuePath = path.child("values").index(i++);
            FieldChecks.invalid(
                    valuePath,
                    value.asText(),
                    NameRule.DNS_SUBDOMAIN.check(value.asText()),
                    errors);
        }
    }
}
