package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;

/// What one metric of an autoscaler may aim at.
final class MetricRules {
    private static final List<String> TYPES =
            List.of("ContainerResource", "External", "Object", "Pods", "Resource");
    private static final List<String> TARGET_TYPES =
            List.of("Utilization", "Value", "AverageValue");
    private static final List<String> SOURCES =
            List.of("object", "external", "pods", "resource", "containerResource");

    private MetricRules() {}

    static void check(
            JsonNode metric,
            TargetRules.Versions versions,
            FieldPath path,
            List<FieldError> errors) {
        String type = Fields.text(metric, "type");
        FieldPath typePath = path.child("type");
        if (type.isEmpty()) {
            errors.add(FieldError.required(typePath, "must specify a metric source type"));
        }
        FieldChecks.oneOf(type, TYPES, typePath, errors);
        List<String> present =
                new ArrayList<>(SOURCES.stream().filter(s -> Fields.has(metric, s)).toList());
        if (!present.isEmpty()) {
            String first = present.getFirst();
            source(first, metric.get(first), versions, path.child(first), errors);
        }
        String expected = "";
        if (TYPES.contains(type)) {
            expected = Character.toLowerCase(type.charAt(0)) + type.substring(1);
            if (!Fields.has(metric, expected)) {
                errors.add(
                        FieldError.required(
                                path.child(expected),
                                "must populate information for the given metric source"));
            }
        } else {
            FieldChecks.oneOf(type, TYPES, typePath, errors);
        }
        if (present.size() != 1) {
            present.remove(expected);
            for (String source : present) {
                errors.add(
                        FieldError.forbidden(
                                path.child(source), "must populate the given metric source only"));
            }
        }
    }

    private static void source(
            String name,
            JsonNode source,
            TargetRules.Versions versions,
            FieldPath path,
            List<FieldError> errors) {
        JsonNode target = Fields.at(source, "target");
        FieldPath targetPath = path.child("target");
        switch (name) {
            case "object" -> {
                TargetRules.check(
                        Fields.at(source, "describedObject"),
                        versions,
                        path.child("describedObject"),
                        errors);
                identified(source, path, errors);
                orAverage(target, "must set either a target value or averageValue", path, errors);
            }
            case "external" -> {
                identified(source, path, errors);
                orAverage(
                        target,
                        "must set either a target value for metric or a per-pod target",
                        path,
                        errors);
                if (Fields.has(target, "value") && Fields.has(target, "averageValue")) {
                    errors.add(
                            FieldError.forbidden(
                                    targetPath.child("value"),
                                    "may not set both a target value for metric and a per-pod"
                                            + " target"));
                }
            }
            case "pods" -> {
                identified(source, path, errors);
                if (!Fields.has(target, "averageValue")) {
                    errors.add(
                            FieldError.required(
                                    targetPath.child("averageValue"),
                                    "must specify a positive target averageValue"));
                }
            }
            case "resource" -> {
                if (Fields.text(source, "name").isEmpty()) {
                    errors.add(
                            FieldError.required(
                                    path.child("name"), "must specify a resource name"));
                }
                use(target, targetPath, errors);
            }
            default -> {
                container(source, path, errors);
                use(target, targetPath, errors);
            }
        }
    }

    /// A metric with a name of its own, and its target.
    private static void identified(JsonNode source, FieldPath path, List<FieldError> errors) {
        FieldChecks.requiredSegment(
                Fields.at(source, "metric"),
                "name",
                "must specify a metric name",
                path.child("metric"),
                errors);
        target(Fields.at(source, "target"), path.child("target"), errors);
    }

    private static void orAverage(
            JsonNode target, String missing, FieldPath path, List<FieldError> errors) {
        if (!Fields.has(target, "value") && !Fields.has(target, "averageValue")) {
            errors.add(FieldError.required(path.child("target").child("averageValue"), missing));
        }
    }

    private static void container(JsonNode source, FieldPath path, List<FieldError> errors) {
        String resource = Fields.text(source, "name");
        if (resource.isEmpty()) {
            errors.add(FieldError.required(path.child("name"), "must specify a resource name"));
        } else {
            ResourceRules.containerName(resource, path.child("name"), errors);
        }
        String container = Fields.text(source, "container");
        if (container.isEmpty()) {
            errors.add(FieldError.required(path.child("container"), "must specify a container"));
        } else {
            FieldChecks.invalid(
                    path.child("container"), container, TextRules.dnsLabel(container), errors);
        }
    }

    /// A target for how much of a resource is used: in percent, or an amount.
    private static void use(JsonNode target, FieldPath path, List<FieldError> errors) {
        target(target, path, errors);
        boolean hasPercent = Fields.has(target, "averageUtilization");
        boolean hasAmount = Fields.has(target, "averageValue");
        if (!hasPercent && !hasAmount) {
            errors.add(
                    FieldError.required(
                            path.child("averageUtilization"),
                            "must set either a target raw value or a target utilization"));
        }
        if (hasPercent && hasAmount) {
            errors.add(
                    FieldError.forbidden(
                            path.child("averageValue"),
                            "may not set both a target raw value and a target utilization"));
        }
    }

    private static void target(JsonNode target, FieldPath path, List<FieldError> errors) {
        String type = Fields.text(target, "type");
        if (type.isEmpty()) {
            errors.add(
                    FieldError.required(path.child("type"), "must specify a metric target type"));
        }
        if (!TARGET_TYPES.contains(type)) {
            errors.add(
                    FieldError.invalid(
                            path.child("type"),
                            type,
                            "must be either Utilization, Value, or AverageValue"));
        }
        for (String amount : List.of("value", "averageValue")) {
            String text = Fields.text(target, amount);
            if (Fields.has(target, amount) && Quantity.of(text).signum() <= 0) {
                errors.add(FieldError.invalid(path.child(amount), text, "must be positive"));
            }
        }
        long percent = Fields.number(target, "averageUtilization");
        if (Fields.has(target, "averageUtilization") && percent < 1) {
            errors.add(
                    FieldError.invalid(
                            path.child("averageUtilization"), percent, "must be greater than 0"));
        }
    }
}
