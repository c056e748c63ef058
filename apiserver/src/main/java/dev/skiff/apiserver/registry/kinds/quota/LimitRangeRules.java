package dev.skiff.apiserver.registry.kinds.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Limits for each type of thing, at most one of each type.
public final class LimitRangeRules {
    private static final FieldPath LIMITS = FieldPath.of("spec", "limits");
    private static final List<String> STANDARD_TYPES =
            List.of("Pod", "Container", "PersistentVolumeClaim");

    private LimitRangeRules() {}

    /// In upstream's order.
    public static void check(JsonNode limits, List<FieldError> errors) {
        Set<String> types = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode limit : limits) {
            FieldPath path = LIMITS.index(i++);
            String type = Fields.text(limit, "type");
            type(type, path.child("type"), errors);
            if (!types.add(type)) {
                errors.add(FieldError.duplicate(path.child("type"), type));
            }
            limit(limit, type, path, errors);
        }
    }

    private static void type(String type, FieldPath path, List<FieldError> errors) {
        List<String> wrong = TextRules.qualifiedName(type);
        FieldChecks.invalid(path, type, wrong, errors);
        if (wrong.isEmpty() && type.indexOf('/') < 0 && !STANDARD_TYPES.contains(type)) {
            errors.add(
                    FieldError.invalid(
                            path, type, "must be a standard limit type or fully qualified"));
        }
    }

    private static void limit(
            JsonNode limit, String type, FieldPath path, List<FieldError> errors) {
        Set<String> resources = new LinkedHashSet<>();
        names(limit, List.of("max", "min"), resources, path, errors);
        List<String> defaults = List.of("default", "defaultRequest");
        if (type.equals("Pod")) {
            for (String field : defaults) {
                if (!Fields.at(limit, field).isEmpty()) {
                    errors.add(
                            FieldError.forbidden(
                                    path.child(field),
                                    "may not be specified when `type` is 'Pod'"));
                }
            }
        } else {
            names(limit, defaults, resources, path, errors);
        }
        boolean boundsStorage =
                Fields.has(Fields.at(limit, "min"), "storage")
                        || Fields.has(Fields.at(limit, "max"), "storage");
        if (type.equals("PersistentVolumeClaim") && !boundsStorage) {
            errors.add(
                    FieldError.required(
                            path.child("limits"),
                            "either minimum or maximum storage value is required, but neither was provided"));
        }
        names(limit, List.of("maxLimitRequestRatio"), resources, path, errors);
        for (String resource : resources) {
            LimitBounds.of(limit, resource, path).check(errors);
        }
    }

    private static void names(
            JsonNode limit,
            List<String> fields,
            Set<String> resources,
            FieldPath path,
            List<FieldError> errors) {
        String type = Fields.text(limit, "type");
        boolean isOfContainers = type.equals("Pod") || type.equals("Container");
        for (String field : fields) {
            for (Map.Entry<String, JsonNode> amount : Fields.entries(Fields.at(limit, field))) {
                String name = amount.getKey();
                FieldPath key = path.child(field).key(name);
                if (isOfContainers) {
                    ResourceRules.containerName(name, key, errors);
                } else {
                    ResourceRules.name(name, key, errors);
                }
                resources.add(name);
            }
        }
    }
}
