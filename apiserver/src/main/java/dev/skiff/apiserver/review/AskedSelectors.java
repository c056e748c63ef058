package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.selector.FieldSelector;
import dev.skiff.api.selector.LabelSelector;
import dev.skiff.api.selector.SelectorText;
import java.util.ArrayList;
import java.util.List;

/// What part of a collection an access review asks about. What is not understood is left out, and
/// said: less of a selector asks for more.
///
/// @param fieldSelector as in a query
record AskedSelectors(String fieldSelector, List<String> problems) {
    private static final List<String> LABEL_OPERATORS =
            List.of("In", "NotIn", "Exists", "DoesNotExist");

    AskedSelectors {
        problems = List.copyOf(problems);
    }

    static AskedSelectors of(JsonNode spec) {
        JsonNode resource = Fields.at(spec, "resourceAttributes");
        List<String> problems = new ArrayList<>(0);
        String fields = fields(Fields.at(resource, "fieldSelector"), problems);
        labels(Fields.at(resource, "labelSelector"), problems);
        return new AskedSelectors(fields, problems);
    }

    private static String fields(JsonNode selector, List<String> problems) {
        String raw = Fields.text(selector, "rawSelector");
        if (!raw.isEmpty()) {
            boolean isReadable = FieldSelector.parse(raw) instanceof SelectorText.Valid<?>;
            report(isReadable ? 0 : 1, 0, "fieldSelector", problems);
            return isReadable ? raw : "";
        }
        List<FieldSelector.Requirement> understood = new ArrayList<>();
        JsonNode requirements = Fields.at(selector, "requirements");
        for (JsonNode requirement : requirements) {
            List<String> values = Fields.texts(Fields.at(requirement, "values"));
            String operator = Fields.text(requirement, "operator");
            if (values.size() == 1 && (operator.equals("In") || operator.equals("NotIn"))) {
                understood.add(
                        new FieldSelector.Requirement(
                                Fields.text(requirement, "key"),
                                operator.equals("In"),
                                values.getFirst()));
            }
        }
        report(
                requirements.size() - understood.size(),
                understood.size(),
                "fieldSelector",
                problems);
        return new FieldSelector(understood).toString();
    }

    private static void labels(JsonNode selector, List<String> problems) {
        String raw = Fields.text(selector, "rawSelector");
        if (!raw.isEmpty()) {
            boolean isReadable = LabelSelector.parse(raw) instanceof SelectorText.Valid<?>;
            report(isReadable ? 0 : 1, 0, "labelSelector", problems);
            return;
        }
        JsonNode requirements = Fields.at(selector, "requirements");
        int understood = 0;
        for (JsonNode requirement : requirements) {
            if (LABEL_OPERATORS.contains(Fields.text(requirement, "operator"))) {
                understood++;
            }
        }
        report(requirements.size() - understood, understood, "labelSelector", problems);
    }

    private static void report(int lost, int kept, String field, List<String> problems) {
        if (lost > 0) {
            problems.add(
                    "spec.resourceAttributes.%s %signored due to parse error"
                            .formatted(field, kept > 0 ? "partially " : ""));
        }
    }
}
