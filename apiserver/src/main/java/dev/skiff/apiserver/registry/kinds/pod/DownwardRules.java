package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.metadata.LabelRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// References from a pod to its own fields and resources.
final class DownwardRules {
    private static final Pattern SUBSCRIPTED = Pattern.compile("(.+)\\['(.*)']");
    private static final List<String> FIELDS =
            List.of(
                    "metadata.annotations",
                    "metadata.labels",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.serviceAccountName",
                    "spec.schedulerName",
                    "status.phase",
                    "status.hostIP",
                    "status.hostIPs",
                    "status.podIP",
                    "status.podIPs",
                    "spec.host");
    private static final List<String> RESOURCES =
            List.of(
                    "limits.cpu",
                    "limits.ephemeral-storage",
                    "limits.memory",
                    "requests.cpu",
                    "requests.ephemeral-storage",
                    "requests.memory");
    private static final List<String> BYTE_DIVISORS =
            List.of(
                    "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi",
                    "1Ei");

    private DownwardRules() {}

    /// @param selectable the fields that make sense here, sorted
    static void fieldRef(
            JsonNode reference, List<String> selectable, FieldPath path, List<FieldError> errors) {
        String apiVersion = Fields.text(reference, "apiVersion");
        String field = Fields.text(reference, "fieldPath");
        if (apiVersion.isEmpty()) {
            errors.add(FieldError.required(path.child("apiVersion"), ""));
            return;
        }
        if (field.isEmpty()) {
            errors.add(FieldError.required(path.child("fieldPath"), ""));
            return;
        }
        Matcher subscripted = SUBSCRIPTED.matcher(field);
        Optional<String> problem = unknown(apiVersion, field, subscripted.matches());
        if (problem.isPresent()) {
            errors.add(
                    FieldError.invalid(
                            path.child("fieldPath"),
                            field,
                            "error converting fieldPath: " + problem.get()));
        } else if (subscripted.matches()) {
            String key = subscripted.group(2);
            boolean ignoresCase = subscripted.group(1).equals("metadata.annotations");
            LabelRules.key(ignoresCase ? key.toLowerCase(Locale.ROOT) : key, path, errors);
        } else {
            String canonical = field.equals("spec.host") ? "spec.nodeName" : field;
            if (!selectable.contains(canonical)) {
                errors.add(FieldError.notSupported(path.child("fieldPath"), canonical, selectable));
            }
        }
    }

    private static Optional<String> unknown(
            String apiVersion, String field, boolean isSubscripted) {
        if (!apiVersion.equals("v1")) {
            return Optional.of("unsupported pod version: " + apiVersion);
        }
        if (isSubscripted) {
            boolean isMap =
                    field.startsWith("metadata.annotations[")
                            || field.startsWith("metadata.labels[");
            return isMap
                    ? Optional.empty()
                    : Optional.of("field label does not support subscript: " + field);
        }
        return FIELDS.contains(field)
                ? Optional.empty()
                : Optional.of("field label not supported: " + field);
    }

    /// In an environment variable, where the container is the variable's own.
    static void resourceFieldRef(JsonNode reference, FieldPath path, List<FieldError> errors) {
        resource(reference, path, errors);
    }

    /// In a file, which must say of which container.
    static void resourceFieldRefInFile(
            JsonNode reference, FieldPath path, List<FieldError> errors) {
        if (Fields.text(reference, "containerName").isEmpty()) {
            errors.add(FieldError.required(path.child("containerName"), ""));
            divisor(reference, path, errors);
        } else {
            resource(reference, path, errors);
        }
    }

    private static void resource(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String resource = Fields.text(reference, "resource");
        if (resource.isEmpty()) {
            errors.add(FieldError.required(path.child("resource"), ""));
        } else if (!RESOURCES.contains(resource) && !isHugePages(resource)) {
            errors.add(FieldError.notSupported(path.child("resource"), resource, RESOURCES));
        }
        divisor(reference, path, errors);
    }

    private static boolean isHugePages(String resource) {
        return resource.startsWith("limits.hugepages-")
                || resource.startsWith("requests.hugepages-");
    }

    private static void divisor(JsonNode reference, FieldPath path, List<FieldError> errors) {
        String resource = Fields.text(reference, "resource");
        String text = Fields.text(reference, "divisor");
        if (text.isEmpty()) {
            return;
        }
        Quantity divisor = Quantity.of(text);
        if (divisor.signum() == 0) {
            return;
        }
        String name = resource.substring(resource.indexOf('.') + 1);
        boolean isCpu = name.equals("cpu");
        List<String> allowed = isCpu ? List.of("1m", "1") : BYTE_DIVISORS;
        if (!allowed.contains(divisor.toString()) && !divisorKind(name).isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            path.child("divisor"),
                            resource,
                            "only divisor's values %s are supported with the %s resource"
                                    .formatted(
                                            isCpu ? "1m and 1" : String.join(", ", BYTE_DIVISORS),
                                            divisorKind(name))));
        }
    }

    private static String divisorKind(String resourceName) {
        return switch (resourceName) {
            case "cpu", "memory" -> resourceName;
            case "ephemeral-storage" -> "local ephemeral storage";
            default -> resourceName.startsWith("hugepages-") ? "hugepages" : "";
        };
    }
}
