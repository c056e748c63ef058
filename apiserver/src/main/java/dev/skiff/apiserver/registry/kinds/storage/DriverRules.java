package dev.skiff.apiserver.registry.kinds.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Drivers of volumes: what they say about themselves.
public final class DriverRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final int MAX_NAME = 63;
    private static final int LEAST_PERIOD = 10;
    private static final long LEAST_TOKEN_SECONDS = 600;
    private static final long MOST_TOKEN_SECONDS = 1L << 32;

    private DriverRules() {}

    /// A driver's name where something else gives it.
    public static void name(String name, FieldPath path, List<FieldError> errors) {
        if (name.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        }
        if (name.length() > MAX_NAME) {
            errors.add(FieldError.tooLong(path, MAX_NAME));
        }
        FieldChecks.invalid(path, name, TextRules.subdomain(name.toLowerCase(Locale.ROOT)), errors);
    }

    public static void applyDefaults(ObjectNode driver) {
        ObjectNode spec = Fields.child(driver, "spec");
        defaultFlag(spec, "attachRequired", true);
        for (String flag :
                List.of("podInfoOnMount", "storageCapacity", "requiresRepublish", "seLinuxMount")) {
            defaultFlag(spec, flag, false);
        }
        if (!Fields.has(spec, "fsGroupPolicy")) {
            spec.put("fsGroupPolicy", "ReadWriteOnceWithFSType");
        }
        if (Fields.at(spec, "volumeLifecycleModes").isEmpty()) {
            spec.putArray("volumeLifecycleModes").add("Persistent");
        }
    }

    private static void defaultFlag(ObjectNode spec, String field, boolean value) {
        if (!Fields.has(spec, field)) {
            spec.put(field, value);
        }
    }

    /// A defaulted spec.
    public static void check(JsonNode spec, List<FieldError> errors) {
        FieldChecks.optionalOneOf(
                spec,
                "fsGroupPolicy",
                List.of("File", "None", "ReadWriteOnceWithFSType"),
                SPEC,
                errors);
        tokens(Fields.at(spec, "tokenRequests"), SPEC.child("tokenRequests"), errors);
        for (JsonNode mode : Fields.at(spec, "volumeLifecycleModes")) {
            FieldChecks.oneOf(
                    mode.asText(),
                    List.of("Persistent", "Ephemeral"),
                    SPEC.child("volumeLifecycleModes"),
                    errors);
        }
        String period = "nodeAllocatableUpdatePeriodSeconds";
        if (Fields.has(spec, period) && Fields.number(spec, period) < LEAST_PERIOD) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child(period),
                            Fields.number(spec, period),
                            "must be greater than or equal to 10 seconds"));
        }
        tokensInSecrets(spec, errors);
    }

    private static void tokens(JsonNode requests, FieldPath path, List<FieldError> errors) {
        List<String> audiences = new ArrayList<>(0);
        int i = 0;
        for (JsonNode request : requests) {
            FieldPath requestPath = path.index(i++);
            String audience = Fields.text(request, "audience");
            if (audiences.contains(audience)) {
                errors.add(FieldError.duplicate(requestPath.child("audience"), audience));
                continue;
            }
            audiences.add(audience);
            if (Fields.has(request, "expirationSeconds")) {
                lifetime(
                        Fields.number(request, "expirationSeconds"),
                        requestPath.child("expirationSeconds"),
                        errors);
            }
        }
    }

    private static void lifetime(long seconds, FieldPath path, List<FieldError> errors) {
        if (seconds < LEAST_TOKEN_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            path, seconds, "may not specify a duration less than 10 minutes"));
        }
        if (seconds > MOST_TOKEN_SECONDS) {
            errors.add(
                    FieldError.invalid(
                            path, seconds, "may not specify a duration larger than 2^32 seconds"));
        }
    }

    private static void tokensInSecrets(JsonNode spec, List<FieldError> errors) {
        String field = "serviceAccountTokenInSecrets";
        if (Fields.has(spec, field) && Fields.at(spec, "tokenRequests").isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            SPEC.child(field),
                            spec.get(field),
                            "serviceAccountTokenInSecrets can only be set when tokenRequests is configured"));
        }
    }

    /// What a driver said once about how its volumes are used stays.
    public static void unchanged(JsonNode spec, JsonNode stored, List<FieldError> errors) {
        FieldChecks.immutable(
                Fields.at(spec, "attachRequired"),
                Fields.at(stored, "attachRequired"),
                SPEC.child("attachedRequired"),
                errors);
        FieldChecks.immutable(
                Fields.at(spec, "volumeLifecycleModes"),
                Fields.at(stored, "volumeLifecycleModes"),
                SPEC.child("volumeLifecycleModes"),
                errors);
    }
}
