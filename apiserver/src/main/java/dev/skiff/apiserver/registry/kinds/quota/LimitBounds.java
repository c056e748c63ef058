package dev.skiff.apiserver.registry.kinds.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.ResourceNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one limit says of one resource, which has to go together.
record LimitBounds(
        String resource,
        FieldPath path,
        Optional<Quantity> min,
        Optional<Quantity> max,
        Defaults defaults,
        Optional<Quantity> ratio) {
    private static final Quantity ONE = Quantity.ofUnits(1);

    /// Above this, upstream's thousandths would not fit.
    private static final long MAX_UNITS = Long.MAX_VALUE / 1000;

    /// What those get who ask for nothing.
    record Defaults(Optional<Quantity> limit, Optional<Quantity> request) {}

    static LimitBounds of(JsonNode limit, String resource, FieldPath path) {
        boolean isOfPods = Fields.text(limit, "type").equals("Pod");
        Defaults defaults =
                isOfPods
                        ? new Defaults(Optional.empty(), Optional.empty())
                        : new Defaults(
                                amount(limit, "default", resource),
                                amount(limit, "defaultRequest", resource));
        return new LimitBounds(
                resource,
                path,
                amount(limit, "min", resource),
                amount(limit, "max", resource),
                defaults,
                amount(limit, "maxLimitRequestRatio", resource));
    }

    private static Optional<Quantity> amount(JsonNode limit, String field, String resource) {
        JsonNode amounts = Fields.at(limit, field);
        return Fields.has(amounts, resource)
                ? Optional.of(Quantity.of(Fields.text(amounts, resource)))
                : Optional.empty();
    }

    /// In upstream's order, and about the field and value that it names.
    void check(List<FieldError> errors) {
        Optional<Quantity> request = defaults.request();
        Optional<Quantity> limit = defaults.limit();
        if (exceeds(min, max)) {
            add("min", min, "min value %s is greater than max value %s", min, max, errors);
        }
        if (exceeds(min, request)) {
            String why = "min value %s is greater than default request value %s";
            add("defaultRequest", request, why, min, request, errors);
        }
        if (exceeds(request, max)) {
            String why = "default request value %s is greater than max value %s";
            add("defaultRequest", request, why, request, max, errors);
        }
        if (exceeds(request, limit)) {
            String why = "default request value %s is greater than default limit value %s";
            add("defaultRequest", request, why, request, limit, errors);
        }
        if (exceeds(min, limit)) {
            String why = "min value %s is greater than default value %s";
            add("default", min, why, min, limit, errors);
        }
        if (exceeds(limit, max)) {
            add(
                    "default",
                    max,
                    "default value %s is greater than max value %s",
                    limit,
                    max,
                    errors);
        }
        ratio.ifPresent(given -> checkRatio(given, errors));
        boolean mayDiffer = ResourceNames.isOvercommitAllowed(resource);
        if (!mayDiffer && (exceeds(request, limit) || exceeds(limit, request))) {
            String why = "default value %s must equal to defaultRequest value %s in " + resource;
            add("defaultRequest", request, why, limit, request, errors);
        }
    }

    private void checkRatio(Quantity given, List<FieldError> errors) {
        FieldPath at = path.child("maxLimitRequestRatio").key(resource);
        if (given.compareTo(ONE) < 0) {
            errors.add(
                    FieldError.invalid(
                            at, given.toString(), "ratio %s is less than 1".formatted(given)));
        }
        if (min.isEmpty() || max.isEmpty()) {
            return;
        }
        boolean isFine = isFine(given) && isFine(min.get()) && isFine(max.get());
        double wanted = isFine ? given.millis() / 1000.0 : given.units();
        double possible =
                isFine
                        ? (double) max.get().millis() / min.get().millis()
                        : (double) max.get().units() / min.get().units();
        if (wanted > possible) {
            errors.add(
                    FieldError.invalid(
                            at,
                            given.toString(),
                            String.format(
                                    Locale.ROOT,
                                    "ratio %s is greater than max/min = %f",
                                    given,
                                    possible)));
        }
    }

    private static boolean isFine(Quantity amount) {
        return amount.units() < MAX_UNITS;
    }

    private static boolean exceeds(Optional<Quantity> one, Optional<Quantity> other) {
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) > 0;
    }

    private void add(
            String field,
            Optional<Quantity> value,
            String why,
            Optional<Quantity> first,
            Optional<Quantity> second,
            List<FieldError> errors) {
        errors.add(
                FieldError.invalid(
                        path.child(field).key(resource),
                        value.orElseThrow().toString(),
                        why.formatted(first.orElseThrow(), second.orElseThrow())));
    }
}
