package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.SortedMap;
import java.util.List;
import java.util.Optional;

/// The two forms of a HorizontalPodAutoscaler: as `autoscaling/v2` has it, in which it is stored,
/// and as `autoscaling/v1` does. The older one knows but the CPU; all else is kept in annotations
/// that only it has.
public final class AutoscalerForms {
    private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
    private static final String METRICS = PREFIX + "metrics";
    private static final String BEHAVIOR = PREFIX + "behavior";
    private static final String CURRENT_METRICS = PREFIX + "current-metrics";
    private static final String CONDITIONS = PREFIX + "conditions";
    private static final List<String> ANNOTATIONS =
            List.of(METRICS, BEHAVIOR, CURRENT_METRICS, CONDITIONS);
    private static final List<String> SAME_IN_SPEC =
            List.of("scaleTargetRef", "minReplicas", "maxReplicas");
    private static final List<String> SAME_IN_STATUS =
            List.of("observedGeneration", "lastScaleTime", "desiredReplicas");
    private static final List<String> CONDITION =
            List.of("type", "status", "lastTransitionTime", "reason", "message");
    private static final long CPU_PERCENT = 80;

    private AutoscalerForms() {}

    /// Removes the annotations that stand for fields in the other form.
    public static void dropAnnotations(ObjectNode autoscaler) {
        dropAnnotations(autoscaler, ANNOTATIONS);
    }

    /// Removes the annotations that stand for a status.
    public static void dropStatusAnnotations(ObjectNode older) {
        dropAnnotations(older, List.of(CURRENT_METRICS, CONDITIONS));
    }

    private static void dropAnnotations(ObjectNode autoscaler, List<String> names) {
        ObjectNode metadata = Fields.child(autoscaler, "metadata");
        boolean hasAny =
                metadata.get("annotations") instanceof ObjectNode annotations
                        && names.stream().anyMatch(annotations::has);
        if (hasAny) {
            ObjectNode annotations = Fields.child(metadata, "annotations").deepCopy();
            annotations.remove(names);
            setAnnotations(metadata, annotations);
        }
    }

    private static void setAnnotations(ObjectNode metadata, ObjectNode annotations) {
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        } else {
            metadata.set("annotations", SortedMap.of(annotations));
        }
    }

    public static ObjectNode toOlder(ObjectNode autoscaler) {
        ObjectNode older = copy(autoscaler, "autoscaling/v1");
        dropAnnotations(older);
        JsonNode spec = Fields.at(autoscaler, "spec");
        JsonNode status = Fields.at(autoscaler, "status");
        annotate(older, spec, status);
        older.set("spec", olderSpec(spec));
        older.set("status", olderStatus(status));
        return older;
    }

    private static ObjectNode olderSpec(JsonNode spec) {
        ObjectNode older = same(spec, SAME_IN_SPEC);
        Fields.at(spec, "metrics")
                .valueStream()
                .filter(MetricForms::isCpu)
                .findFirst()
                .map(cpu -> Fields.at(cpu, "resource", "target", "averageUtilization"))
                .filter(percent -> !percent.isMissingNode())
                .ifPresent(percent -> older.set("targetCPUUtilizationPercentage", percent));
        return older;
    }

    private static ObjectNode olderStatus(JsonNode status) {
        ObjectNode older = same(status, SAME_IN_STATUS);
        older.put("currentReplicas", Fields.number(status, "currentReplicas"));
        Fields.defaultNumber(older, "desiredReplicas", 0);
        for (JsonNode measured : Fields.at(status, "currentMetrics")) {
            JsonNode percent =
                    MetricForms.isCpu(measured)
                            ? Fields.at(measured, "resource", "current", "averageUtilization")
                            : MissingNode.getInstance();
            if (!percent.isMissingNode()) {
                older.set("currentCPUUtilizationPercentage", percent);
            }
        }
        return older;
    }

    private static void annotate(ObjectNode older, JsonNode spec, JsonNode status) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (JsonNode metric : Fields.at(spec, "metrics")) {
            boolean isTold =
                    MetricForms.isCpu(metric)
                            && !Fields.at(metric, "resource", "target", "averageUtilization")
                                    .isMissingNode();
            if (!isTold) {
                others.add(MetricForms.GOAL.toFlat(metric));
            }
        }
        annotate(older, METRICS, others);
        ArrayNode measured = JsonNodeFactory.instance.arrayNode();
        Fields.at(status, "currentMetrics")
                .forEach(metric -> measured.add(MetricForms.MEASURED.toFlat(metric)));
        annotate(older, CURRENT_METRICS, measured);
        ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
        for (JsonNode condition : Fields.at(status, "conditions")) {
            conditions.add(conditionForm().setAll(same(condition, CONDITION)));
        }
        annotate(older, CONDITIONS, conditions);
        if (Fields.has(spec, "behavior")) {
            annotate(older, BEHAVIOR, BehaviorForms.write(spec.get("behavior")));
        }
    }

    private static void annotate(ObjectNode older, String annotation, ArrayNode list) {
        if (!list.isEmpty()) {
            annotate(older, annotation, GoText.json(list));
        }
    }

    private static void annotate(ObjectNode older, String annotation, String text) {
        ObjectNode metadata = Fields.child(older, "metadata");
        ObjectNode annotations = Fields.child(metadata, "annotations").deepCopy();
        setAnnotations(metadata, annotations.put(annotation, text));
    }

    public static ObjectNode toNewer(ObjectNode older) {
        ObjectNode newer = copy(older, "autoscaling/v2");
        JsonNode annotations = Fields.at(older, "metadata", "annotations");
        newer.set("spec", newerSpec(Fields.at(older, "spec"), annotations));
        newer.set("status", newerStatus(Fields.at(older, "status"), annotations));
        dropAnnotations(newer);
        return newer;
    }

    private static ObjectNode newerSpec(JsonNode spec, JsonNode annotations) {
        ObjectNode newer = same(spec, SAME_IN_SPEC);
        ArrayNode metrics = newer.putArray("metrics");
        annotation(annotations, METRICS)
                .flatMap(list -> GoValues.list(list, metric -> nested(MetricForms.GOAL, metric)))
                .ifPresent(others -> others.forEach(metrics::add));
        if (Fields.has(spec, "targetCPUUtilizationPercentage")) {
            metrics.add(MetricForms.cpu(Fields.number(spec, "targetCPUUtilizationPercentage")));
        }
        if (metrics.isEmpty()) {
            metrics.add(MetricForms.cpu(CPU_PERCENT));
        }
        annotation(annotations, BEHAVIOR)
                .flatMap(BehaviorForms::read)
                .ifPresent(behavior -> newer.set("behavior", behavior));
        return newer;
    }

    private static ObjectNode newerStatus(JsonNode status, JsonNode annotations) {
        ObjectNode newer = same(status, SAME_IN_STATUS);
        Fields.defaultNumber(newer, "desiredReplicas", 0);
        if (Fields.number(status, "currentReplicas") != 0) {
            newer.set("currentReplicas", status.get("currentReplicas"));
        }
        Optional<JsonNode> measured =
                annotation(annotations, CURRENT_METRICS)
                        .flatMap(
                                list ->
                                        GoValues.list(
                                                list,
                                                metric -> nested(MetricForms.MEASURED, metric)))
                        .or(() -> cpuUse(status));
        newer.set("currentMetrics", measured.orElse(JsonNodeFactory.instance.nullNode()));
        annotation(annotations, CONDITIONS)
                .flatMap(list -> GoValues.list(list, AutoscalerForms::condition))
                .filter(conditions -> !conditions.isEmpty())
                .ifPresent(conditions -> newer.set("conditions", conditions));
        return newer;
    }

    private static Optional<JsonNode> nested(MetricForms form, JsonNode flat) {
        return form.toNested(flat).map(metric -> metric);
    }

    private static Optional<JsonNode> cpuUse(JsonNode status) {
        if (!Fields.has(status, "currentCPUUtilizationPercentage")) {
            return Optional.empty();
        }
        ObjectNode metric = Json.object().put("type", "Resource");
        metric.putObject("resource")
                .put("name", "cpu")
                .putObject("current")
                .set("averageUtilization", status.get("currentCPUUtilizationPercentage"));
        return Optional.of(JsonNodeFactory.instance.arrayNode().add(metric));
    }

    private static Optional<JsonNode> condition(JsonNode written) {
        return GoValues.struct(
                        written,
                        CONDITION,
                        (name, field) ->
                                name.equals("lastTransitionTime")
                                        ? GoValues.time(field)
                                        : GoValues.text(field))
                .map(condition -> conditionForm().setAll((ObjectNode) condition));
    }

    /// The fields that every condition has.
    private static ObjectNode conditionForm() {
        return Json.object().put("type", "").put("status", "").putNull("lastTransitionTime");
    }

    /// What an annotation says, if it is JSON.
    private static Optional<JsonNode> annotation(JsonNode annotations, String name) {
        if (!Fields.has(annotations, name)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.mapper().readTree(Fields.text(annotations, name)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode copy(ObjectNode autoscaler, String apiVersion) {
        ObjectNode copy = Json.object().put("kind", "HorizontalPodAutoscaler");
        copy.put("apiVersion", apiVersion);
        copy.set("metadata", Fields.at(autoscaler, "metadata").deepCopy());
        return copy;
    }

    private static ObjectNode same(JsonNode source, List<String> fields) {
        ObjectNode same = Json.object();
        for (String field : fields) {
            if (Fields.has(source, field)) {
                same.set(field, source.get(field));
            }
        }
        return same;
    }
}
