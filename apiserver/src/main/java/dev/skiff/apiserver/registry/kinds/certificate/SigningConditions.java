package dev.skiff.apiserver.registry.kinds.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What has become of a request: approved or denied, by whoever may, or failed.
public final class SigningConditions {
    private static final FieldPath PATH = FieldPath.of("status", "conditions");
    private static final String APPROVED = "Approved";
    private static final String DENIED = "Denied";
    private static final List<String> VERDICTS = List.of(APPROVED, DENIED);
    private static final List<String> FINAL = List.of(APPROVED, DENIED, "Failed");
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");

    private SigningConditions() {}

    /// Restores verdicts that were there, unless some were added or removed.
    public static void keepVerdicts(ObjectNode updated, ObjectNode stored) {
        if (!(Fields.at(updated, "status", "conditions") instanceof ArrayNode conditions)) {
            return;
        }
        JsonNode before = Fields.at(stored, "status", "conditions");
        for (String verdict : VERDICTS) {
            List<Integer> places = places(conditions, verdict);
            List<Integer> placesBefore = places(before, verdict);
            if (places.size() == placesBefore.size()) {
                for (int i = 0; i < places.size(); i++) {
                    conditions.set(places.get(i), before.get(placesBefore.get(i)).deepCopy());
                }
            }
        }
    }

    private static List<Integer> places(JsonNode conditions, String type) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            if (Fields.text(conditions.get(i), "type").equals(type)) {
                places.add(i);
            }
        }
        return places;
    }

    static void check(JsonNode conditions, Optional<JsonNode> before, List<FieldError> errors) {
        List<String> old = before.map(SigningConditions::types).orElseGet(List::of);
        Set<String> seen = new LinkedHashSet<>();
        int i = 0;
        for (JsonNode condition : conditions) {
            FieldPath path = PATH.index(i++);
            String type = Fields.text(condition, "type");
            if (type.isEmpty() && !old.contains("")) {
                errors.add(FieldError.required(path.child("type"), ""));
            }
            FieldChecks.requiredOneOf(
                    condition,
                    "status",
                    FINAL.contains(type) ? List.of("True") : STATUSES,
                    path,
                    errors);
            if (!old.containsAll(VERDICTS) && seen.contains(other(type))) {
                errors.add(
                        FieldError.invalid(
                                path.child("type"),
                                type,
                                "Approved and Denied conditions are mutually exclusive"));
            }
            if (!seen.add(type) && old.stream().distinct().count() == old.size()) {
                errors.add(FieldError.duplicate(path.child("type"), type));
            }
        }
    }

    private static String other(String type) {
        return switch (type) {
            case APPROVED -> DENIED;
            case DENIED -> APPROVED;
            default -> "no verdict";
        };
    }

    private static List<String> types(JsonNode conditions) {
        return conditions.valueStream().map(c -> Fields.text(c, "type")).toList();
    }

    /// Nothing final is taken back.
    public static void noneRemoved(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        for (String type : FINAL) {
            if (count(updated, type) < count(stored, type)) {
                errors.add(forbidden("remove", type));
            }
        }
    }

    /// Who may not approve passes no verdict.
    public static void noVerdictAdded(
            ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        for (String verdict : VERDICTS) {
            if (count(updated, verdict) > count(stored, verdict)) {
                errors.add(forbidden("add", verdict));
            }
        }
    }

    private static FieldError forbidden(String verb, String type) {
        return FieldError.forbidden(
                PATH,
                "updates may not %s a condition of type %s".formatted(verb, GoText.quote(type)));
    }

    private static int count(ObjectNode request, String type) {
        return places(Fields.at(request, "status", "conditions"), type).size();
    }
}
