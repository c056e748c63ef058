package dev.skiff.apiserver.registry.kinds.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What an autoscaler may refer to: what it scales, and what its metrics are about.
final class TargetRules {
    /// A version with its group.
    static final Versions WITH_GROUP = new Versions(false, false);

    /// A version with or without a group.
    static final Versions ANY_GROUP = new Versions(true, false);

    /// Whatever is there.
    static final Versions ANY_VERSION = new Versions(true, true);

    private static final List<String> REQUIRED = List.of("kind", "name");

    private TargetRules() {}

    /// Which `apiVersion`s are accepted.
    record Versions(boolean allowsNoGroup, boolean allowsMalformed) {}

    static void scaled(JsonNode target, FieldPath path, List<FieldError> errors) {
        boolean isOfCore = Fields.text(target, "kind").equals("ReplicationController");
        check(target, isOfCore ? ANY_GROUP : WITH_GROUP, path, errors);
    }

    static void check(JsonNode target, Versions versions, FieldPath path, List<FieldError> errors) {
        for (String field : REQUIRED) {
            FieldChecks.requiredSegment(target, field, "", path, errors);
        }
        String version = Fields.text(target, "apiVersion");
        if (versions.allowsMalformed()) {
            return;
        }
        if (hasMalformedVersion(target)) {
            errors.add(
                    FieldError.invalid(
                            path.child("apiVersion"),
                            version,
                            "unexpected GroupVersion string: " + version));
        } else if (!versions.allowsNoGroup() && version.indexOf('/') <= 0) {
            errors.add(
                    FieldError.invalid(
                            path.child("apiVersion"),
                            version,
                            "apiVersion must specify API group"));
        }
    }

    static boolean hasMalformedVersion(JsonNode target) {
        String version = Fields.text(target, "apiVersion");
        return version.indexOf('/') != version.lastIndexOf('/');
    }

    static boolean areOfOneKind(JsonNode one, JsonNode other) {
        return Fields.text(one, "kind").equals(Fields.text(other, "kind"))
                && Fields.text(one, "apiVersion").equals(Fields.text(other, "apiVersion"));
    }
}
