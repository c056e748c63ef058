package dev.skiff.apiserver.registry.kinds.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.ResourceNames;
import dev.skiff.apiserver.registry.kinds.pod.ResourceRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// How much of what a ResourceQuota allows.
public final class QuotaRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final List<String> REQUESTABLE =
            List.of("cpu", "memory", "storage", "ephemeral-storage");
    private static final List<String> SHORT = List.of("cpu", "memory");

    private QuotaRules() {}

    public static void spec(JsonNode spec, List<FieldError> errors) {
        amounts(Fields.at(spec, "hard"), SPEC.child("hard"), errors);
        QuotaScopes.check(spec, errors);
    }

    public static void status(JsonNode status, List<FieldError> errors) {
        amounts(Fields.at(status, "hard"), STATUS.child("hard"), errors);
        amounts(Fields.at(status, "used"), STATUS.child("used"), errors);
    }

    private static void amounts(JsonNode amounts, FieldPath path, List<FieldError> errors) {
        for (Map.Entry<String, JsonNode> amount : Fields.entries(amounts)) {
            String name = amount.getKey();
            FieldPath key = path.key(name);
            ResourceRules.name(name, key, errors);
            if (name.indexOf('/') < 0 && !ResourceNames.isStandardForQuota(name)) {
                errors.add(FieldError.invalid(key, name, "must be a standard resource for quota"));
            }
            ResourceRules.amount(name, Quantity.of(amount.getValue().asText()), key, errors);
        }
    }

    /// Scopes are chosen once, in whatever order.
    public static void sameScopes(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        JsonNode now = Fields.at(updated, "spec", "scopes");
        JsonNode before = Fields.at(stored, "spec", "scopes");
        if (!new TreeSet<>(Fields.texts(now)).equals(new TreeSet<>(Fields.texts(before)))) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child("scopes"),
                            now.isMissingNode() ? NullNode.getInstance() : now,
                            FieldChecks.IMMUTABLE));
        }
    }

    /// Requests that may grow beyond the limits.
    public static List<String> warnings(JsonNode hard) {
        List<String> warnings = new ArrayList<>(0);
        for (String resource : REQUESTABLE) {
            String requestName = "requests." + resource;
            if (!Fields.has(hard, requestName) && SHORT.contains(resource)) {
                requestName = resource;
            }
            String limitName = "limits." + resource;
            Optional<Quantity> request = amount(hard, requestName);
            Optional<Quantity> limit = amount(hard, limitName);
            boolean isMore =
                    request.isPresent()
                            && limit.isPresent()
                            && request.get().compareTo(limit.get()) > 0;
            if (isMore) {
                warnings.add(
                        "ResourceQuota %s (%s) should be less than %s (%s)"
                                .formatted(requestName, request.get(), limitName, limit.get()));
            }
        }
        return warnings;
    }

    private static Optional<Quantity> amount(JsonNode hard, String name) {
        return Fields.has(hard, name)
                ? Optional.of(Quantity.of(Fields.text(hard, name)))
                : Optional.empty();
    }
}
