package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;

/// HorizontalPodAutoscalers: what they scale, what they aim at, and where they are.
public final class HorizontalPodAutoscalerPrinter extends KindPrinter {
    private static final int SHOWN_METRICS = 2;
    private static final String UNKNOWN = "<unknown>";

    public HorizontalPodAutoscalerPrinter() {
        super("horizontalpodautoscalers");
    }

    @Override
    void print(JsonNode object, Row row) {
        JsonNode spec = Fields.at(object, "spec");
        JsonNode status = Fields.at(object, "status");
        JsonNode target = Fields.at(spec, "scaleTargetRef");
        row.name()
                .text(Fields.text(target, "kind") + "/" + Fields.text(target, "name"))
                .text(metrics(Fields.at(spec, "metrics"), Fields.at(status, "currentMetrics")))
                .text(
                        Fields.has(spec, "minReplicas")
                                ? Fields.text(spec, "minReplicas")
                                : "<unset>")
                .number(Fields.number(spec, "maxReplicas"))
                .number(Fields.number(status, "currentReplicas"))
                .age();
    }

    private static String metrics(JsonNode goals, JsonNode measured) {
        if (goals.isEmpty()) {
            return Row.NONE;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            texts.add(metric(goals.get(i), measured.path(i)));
        }
        String shown = String.join(", ", texts.stream().limit(SHOWN_METRICS).toList());
        int more = texts.size() - SHOWN_METRICS;
        return more > 0 ? shown + " + " + more + " more..." : shown;
    }

    /// What was measured, a slash, and what is aimed at.
    private static String metric(JsonNode goal, JsonNode measured) {
        return switch (Fields.text(goal, "type")) {
            case "External" -> amounts(goal, measured, "external");
            case "Object" -> amounts(goal, measured, "object");
            case "Pods" -> average(goal, measured, "pods");
            case "Resource" -> resource(goal, measured, "resource");
            case "ContainerResource" -> resource(goal, measured, "containerResource");
            default -> "<unknown type>";
        };
    }

    private static String amounts(JsonNode goal, JsonNode measured, String source) {
        boolean isAverage = Fields.has(Fields.at(goal, source, "target"), "averageValue");
        if (!isAverage) {
            String current =
                    Fields.has(measured, source)
                            ? amount(Fields.at(measured, source, "current"), "value")
                            : UNKNOWN;
            return current + "/" + amount(Fields.at(goal, source, "target"), "value");
        }
        boolean isMeasured = Fields.has(Fields.at(measured, source, "current"), "averageValue");
        String current =
                isMeasured ? Fields.text(measured, source, "current", "averageValue") : UNKNOWN;
        return current + "/" + Fields.text(goal, source, "target", "averageValue") + " (avg)";
    }

    private static String average(JsonNode goal, JsonNode measured, String source) {
        String current =
                Fields.has(measured, source)
                        ? amount(Fields.at(measured, source, "current"), "averageValue")
                        : UNKNOWN;
        return current + "/" + amount(Fields.at(goal, source, "target"), "averageValue");
    }

    private static String resource(JsonNode goal, JsonNode measured, String source) {
        JsonNode target = Fields.at(goal, source, "target");
        String name = Fields.text(goal, source, "name") + ": ";
        if (Fields.has(target, "averageValue")) {
            return name + average(goal, measured, source);
        }
        String current = percent(Fields.at(measured, source, "current"), UNKNOWN);
        return name + current + "/" + percent(target, "<auto>");
    }

    private static String percent(JsonNode holder, String missing) {
        return Fields.has(holder, "averageUtilization")
                ? Fields.text(holder, "averageUtilization") + "%"
                : missing;
    }

    /// An absent amount is shown as Go shows it.
    private static String amount(JsonNode holder, String name) {
        return Fields.has(holder, name) ? Fields.text(holder, name) : "<nil>";
    }
}
