package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Requests and limits.
public final class ResourceRules {
    private static final List<String> POD_LEVEL = List.of("cpu", "memory");

    private ResourceRules() {}

    /// Requests and limits of a container.
    static void container(
            JsonNode resources, PodContext pod, FieldPath path, List<FieldError> errors) {
        requirements(resources, false, path, errors);
        claims(Fields.at(resources, "claims"), pod, path.child("claims"), errors);
    }

    /// Requests and limits of a pod as a whole.
    static void pod(JsonNode spec, PodContext pod, FieldPath path, List<FieldError> errors) {
        JsonNode resources = Fields.at(spec, "resources");
        if (!resources.isObject()) {
            return;
        }
        if (Fields.has(resources, "claims")) {
            errors.add(
                    FieldError.forbidden(
                            path.child("claims"),
                            "claims cannot be set for Resources at pod-level"));
        }
        requirements(resources, true, path, errors);
        claims(Fields.at(resources, "claims"), pod, path.child("claims"), errors);
    }

    /// What pods need beyond their containers; told of as limits are.
    public static void overhead(JsonNode overhead, FieldPath path, List<FieldError> errors) {
        if (overhead.isObject()) {
            requirements(Json.object().set("limits", overhead), false, path, errors);
        }
    }

    private static void requirements(
            JsonNode resources, boolean isPodLevel, FieldPath path, List<FieldError> errors) {
        JsonNode limits = Fields.at(resources, "limits");
        JsonNode requests = Fields.at(resources, "requests");
        for (Map.Entry<String, JsonNode> limit : Fields.entries(limits)) {
            FieldPath key = path.child("limits").key(limit.getKey());
            Quantity amount = Quantity.of(limit.getValue().asText());
            name(limit.getKey(), isPodLevel, key, errors);
            amount(limit.getKey(), amount, key, errors);
            hugePages(limit.getKey(), amount, key, errors);
        }
        for (Map.Entry<String, JsonNode> request : Fields.entries(requests)) {
            FieldPath key = path.child("requests").key(request.getKey());
            Quantity amount = Quantity.of(request.getValue().asText());
            name(request.getKey(), isPodLevel, key, errors);
            amount(request.getKey(), amount, key, errors);
            againstLimit(request.getKey(), amount, limits, path, errors);
            hugePages(request.getKey(), amount, key, errors);
        }
        Set<String> all = new LinkedHashSet<>();
        Fields.entries(limits).forEach(entry -> all.add(entry.getKey()));
        Fields.entries(requests).forEach(entry -> all.add(entry.getKey()));
        boolean hasBasics = all.contains("cpu") || all.contains("memory");
        if (!hasBasics && all.stream().anyMatch(ResourceNames::isHugePages)) {
            errors.add(FieldError.forbidden(path, "HugePages require cpu or memory"));
        }
    }

    private static void againstLimit(
            String name,
            Quantity amount,
            JsonNode limits,
            FieldPath path,
            List<FieldError> errors) {
        boolean overcommits = ResourceNames.isOvercommitAllowed(name);
        if (!Fields.has(limits, name)) {
            if (!overcommits) {
                errors.add(
                        FieldError.required(
                                path.child("limits"),
                                "Limit must be set for non overcommitable resources"));
            }
            return;
        }
        Quantity limit = Quantity.of(Fields.text(limits, name));
        int order = amount.compareTo(limit);
        String rule = order != 0 && !overcommits ? "equal to" : "less than or equal to";
        if (order > 0 || (order != 0 && !overcommits)) {
            errors.add(
                    FieldError.invalid(
                            path.child("requests"),
                            amount.toString(),
                            "must be %s %s limit of %s".formatted(rule, name, limit)));
        }
    }

    private static void name(
            String name, boolean isPodLevel, FieldPath path, List<FieldError> errors) {
        if (isPodLevel) {
            podName(name, path, errors);
        } else {
            containerName(name, path, errors);
        }
    }

    private static void podName(String name, FieldPath path, List<FieldError> errors) {
        int before = errors.size();
        name(name, path, errors);
        boolean isKnown = POD_LEVEL.contains(name) || ResourceNames.isHugePages(name);
        if (errors.size() == before && !isKnown) {
            errors.add(FieldError.notSupported(path, name, POD_LEVEL));
        }
    }

    /// The name of what a container can have some of.
    public static void containerName(String name, FieldPath path, List<FieldError> errors) {
        name(name, path, errors);
        if (name.indexOf('/') < 0) {
            if (!ResourceNames.isStandardForContainer(name)) {
                errors.add(
                        FieldError.invalid(
                                path, name, "must be a standard resource for containers"));
            }
        } else if (!ResourceNames.isNative(name) && !ResourceNames.isExtended(name)) {
            errors.add(
                    FieldError.invalid(
                            path, name, "doesn't follow extended resource name standard"));
        }
    }

    /// The name of any resource: known, or with its domain.
    public static void name(String name, FieldPath path, List<FieldError> errors) {
        List<String> wrong = TextRules.qualifiedName(name);
        FieldChecks.invalid(path, name, wrong, errors);
        if (wrong.isEmpty() && name.indexOf('/') < 0 && !ResourceNames.isStandard(name)) {
            errors.add(
                    FieldError.invalid(
                            path, name, "must be a standard resource type or fully qualified"));
        }
    }

    /// An amount of a resource: not negative, and whole where the resource comes in pieces.
    public static void amount(
            String name, Quantity amount, FieldPath path, List<FieldError> errors) {
        if (amount.signum() < 0) {
            errors.add(FieldError.invalid(path, amount.toString(), FieldChecks.NOT_NEGATIVE));
        }
        if (ResourceNames.isInteger(name) && amount.millis() % 1000 != 0) {
            errors.add(FieldError.invalid(path, amount.toString(), "must be an integer"));
        }
    }

    private static void hugePages(
            String name, Quantity amount, FieldPath path, List<FieldError> errors) {
        if (ResourceNames.isHugePages(name) && !isMultiple(name, amount)) {
            errors.add(
                    FieldError.invalid(
                            path,
                            amount.toString(),
                            "%s is not positive integer multiple of %s".formatted(amount, name)));
        }
    }

    private static boolean isMultiple(String name, Quantity amount) {
        return ResourceNames.hugePageSize(name)
                .filter(size -> size.signum() > 0)
                .map(size -> amount.amount().remainder(size.amount()))
                .filter(rest -> rest.compareTo(BigDecimal.ZERO) == 0)
                .isPresent();
    }

    private static void claims(
            JsonNode claims, PodContext pod, FieldPath path, List<FieldError> errors) {
        Set<String> names = new TreeSet<>();
        int i = 0;
        for (JsonNode claim : claims) {
            FieldPath claimPath = path.index(i++);
            String name = Fields.text(claim, "name");
            if (name.isEmpty()) {
                errors.add(FieldError.required(claimPath, ""));
                continue;
            }
            if (!names.add(name)) {
                errors.add(FieldError.duplicate(claimPath, name));
            }
            if (!pod.claims().contains(name)) {
                String known = String.join(", ", new TreeSet<>(pod.claims()));
                errors.add(
                        FieldError.notFound(claimPath, name)
                                .withDetail(
                                        "must be one of the names in pod.spec.resourceClaims"
                                                + (known.isEmpty()
                                                        ? " which is empty"
                                                        : ": " + known)));
            }
        }
    }
}
