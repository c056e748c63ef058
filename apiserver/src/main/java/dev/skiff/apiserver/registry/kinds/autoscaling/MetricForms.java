package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The two forms of one metric: nested, as `autoscaling/v2` has it, and flat, as the annotations of
/// `autoscaling/v1` do. Fields of the flat form stand in the order in which upstream writes them.
enum MetricForms {
    /// What an autoscaler aims at.
    GOAL(goalFields()),
    /// What it measured.
    MEASURED(measuredFields());

    private final Map<String, List<MetricField>> fields;

    MetricForms(Map<String, List<MetricField>> fields) {
        this.fields = fields;
    }

    /// A goal for the CPUs of pods, in percent of what they request.
    static ObjectNode cpu(long percent) {
        ObjectNode metric = Json.object().put("type", "Resource");
        ObjectNode resource = metric.putObject("resource").put("name", "cpu");
        resource.putObject("target").put("type", "Utilization").put("averageUtilization", percent);
        return metric;
    }

    /// Whether it is about the CPUs of pods.
    static boolean isCpu(JsonNode metric) {
        return Fields.text(metric, "type").equals("Resource")
                && Fields.text(metric, "resource", "name").equals("cpu");
    }

    ObjectNode toFlat(JsonNode metric) {
        ObjectNode flat = Json.object().put("type", Fields.text(metric, "type"));
        fields.forEach(
                (source, all) -> {
                    if (Fields.has(metric, source)) {
                        ObjectNode values = flat.putObject(source);
                        all.forEach(field -> field.flatten(metric.get(source), values));
                    }
                });
        return flat;
    }

    /// Empty when a field has a value of another type than upstream's.
    Optional<ObjectNode> toNested(JsonNode flat) {
        boolean isTyped = flat.isObject() && flat.path("type").isTextual();
        if (!isTyped) {
            return Optional.empty();
        }
        ObjectNode metric = Json.object().put("type", Fields.text(flat, "type"));
        for (Map.Entry<String, List<MetricField>> source : fields.entrySet()) {
            JsonNode values = Fields.at(flat, source.getKey());
            if (values.isMissingNode()) {
                continue;
            }
            ObjectNode nested = metric.putObject(source.getKey());
            boolean isRead =
                    values.isObject()
                            && source.getValue().stream()
                                    .allMatch(field -> field.nest(values, nested));
            if (!isRead) {
                return Optional.empty();
            }
            if (this == GOAL) {
                target(source.getKey(), Fields.child(nested, "target"));
            }
        }
        return Optional.of(metric);
    }

    /// The flat form does not say what a target's numbers mean, but which there are tells.
    private static void target(String source, ObjectNode target) {
        String type =
                switch (source) {
                    case "resource", "containerResource" ->
                            Fields.has(target, "averageUtilization")
                                    ? "Utilization"
                                    : "AverageValue";
                    case "external" -> Fields.has(target, "value") ? "Value" : "AverageValue";
                    case "object" -> Fields.has(target, "averageValue") ? "AverageValue" : "Value";
                    default -> "AverageValue";
                };
        target.put("type", type);
    }

    private static Map<String, List<MetricField>> goalFields() {
        Map<String, List<MetricField>> all = new LinkedHashMap<>();
        all.put(
                "object",
                List.of(
                        MetricField.reference("target"),
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.amount("targetValue", "target", "value"),
                        MetricField.selector("selector"),
                        MetricField.optionalAmount("averageValue", "target", "averageValue")));
        all.put(
                "pods",
                List.of(
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.amount("targetAverageValue", "target", "averageValue"),
                        MetricField.selector("selector")));
        List<MetricField> resource =
                List.of(
                        MetricField.name("name", "", "name"),
                        MetricField.percent("targetAverageUtilization", "target"),
                        MetricField.optionalAmount("targetAverageValue", "target", "averageValue"));
        all.put("resource", resource);
        all.put("containerResource", withContainer(resource));
        all.put(
                "external",
                List.of(
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.selector("metricSelector"),
                        MetricField.optionalAmount("targetValue", "target", "value"),
                        MetricField.optionalAmount(
                                "targetAverageValue", "target", "averageValue")));
        return all;
    }

    private static Map<String, List<MetricField>> measuredFields() {
        Map<String, List<MetricField>> all = new LinkedHashMap<>();
        all.put(
                "object",
                List.of(
                        MetricField.reference("target"),
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.amount("currentValue", "current", "value"),
                        MetricField.selector("selector"),
                        MetricField.optionalAmount("averageValue", "current", "averageValue")));
        all.put(
                "pods",
                List.of(
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.amount("currentAverageValue", "current", "averageValue"),
                        MetricField.selector("selector")));
        List<MetricField> resource =
                List.of(
                        MetricField.name("name", "", "name"),
                        MetricField.percent("currentAverageUtilization", "current"),
                        MetricField.amount("currentAverageValue", "current", "averageValue"));
        all.put("resource", resource);
        all.put("containerResource", withContainer(resource));
        all.put(
                "external",
                List.of(
                        MetricField.name("metricName", "metric", "name"),
                        MetricField.selector("metricSelector"),
                        MetricField.amount("currentValue", "current", "value"),
                        MetricField.optionalAmount(
                                "currentAverageValue", "current", "averageValue")));
        return all;
    }

    private static List<MetricField> withContainer(List<MetricField> resource) {
        return Stream.concat(
                        resource.stream(),
                        Stream.of(MetricField.name("container", "", "container")))
                .toList();
    }
}
