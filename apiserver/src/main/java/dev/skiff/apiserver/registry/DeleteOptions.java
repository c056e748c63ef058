package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How something is to be deleted, from the body or else the query.
///
/// @param answersAccepted whether the caller knows the status 202 of what is not gone yet
/// @param uid, resourceVersion what the object must have; empty: anything
record DeleteOptions(
        OptionalLong graceSeconds,
        Propagation propagation,
        boolean isDryRun,
        boolean answersAccepted,
        String uid,
        String resourceVersion) {
    private static final String META_GROUP = "meta.k8s.io";

    /// @param given as [DeleteOptionsReader] reads it
    static DeleteOptions of(ObjectNode given) {
        List<FieldError> errors = new ArrayList<>();
        List<String> dryRun = new ArrayList<>();
        given.path("dryRun").forEach(value -> dryRun.add(value.asText()));
        Optional<Boolean> orphan =
                given.path("orphanDependents").isBoolean()
                        ? Optional.of(given.path("orphanDependents").asBoolean())
                        : Optional.empty();
        Propagation propagation = propagation(given, orphan, errors);
        boolean isDryRun = WriteOptions.isDryRun(dryRun, errors);
        if (!errors.isEmpty()) {
            throw FieldError.invalid(META_GROUP, "DeleteOptions", "", errors);
        }
        JsonNode grace = given.path("gracePeriodSeconds");
        return new DeleteOptions(
                grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
                propagation,
                isDryRun,
                orphan.isPresent() && !orphan.get(),
                given.path("preconditions").path("uid").asText(""),
                given.path("preconditions").path("resourceVersion").asText(""));
    }

    DeleteOptions asDryRun(boolean dryRun) {
        return new DeleteOptions(
                graceSeconds, propagation, dryRun, answersAccepted, uid, resourceVersion);
    }

    /// Only if the object is still at this revision.
    DeleteOptions ifAt(long revision) {
        return new DeleteOptions(
                graceSeconds, propagation, isDryRun, answersAccepted, uid, Long.toString(revision));
    }

    private static Propagation propagation(
            ObjectNode given, Optional<Boolean> orphan, List<FieldError> errors) {
        String policy = given.path("propagationPolicy").asText("");
        FieldPath field = FieldPath.of("propagationPolicy");
        if (!policy.isEmpty() && orphan.isPresent()) {
            errors.add(
                    FieldError.invalid(
                            field,
                            policy,
                            "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (orphan.isPresent()) {
            return orphan.get() ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        return switch (policy) {
            case "" -> Propagation.UNSET;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default -> {
                errors.add(
                        new FieldError(
                                FieldError.Type.NOT_SUPPORTED,
                                field.text(),
                                "\"" + policy + "\"",
                                "supported values: \"Foreground\", \"Background\", \"Orphan\","
                                        + " \"nil\""));
                yield Propagation.UNSET;
            }
        };
    }
}
