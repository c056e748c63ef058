package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;
import java.util.Optional;

/// When an indexed Job is done before all of its indexes are.
final class SuccessPolicyRules {
    private static final int MAX_RULES = 20;
    private static final int MAX_INDEXES_TEXT = 64 * 1024;

    private SuccessPolicyRules() {}

    static void check(JsonNode spec, FieldPath path, List<FieldError> errors) {
        JsonNode rules = Fields.at(spec, "successPolicy", "rules");
        FieldPath rulesPath = path.child("rules");
        if (rules.isEmpty()) {
            errors.add(
                    FieldError.required(
                            rulesPath,
                            "at least one rules must be specified when the successPolicy is specified"));
        }
        if (rules.size() > MAX_RULES) {
            errors.add(FieldError.tooMany(rulesPath, rules.size(), MAX_RULES));
        }
        int i = 0;
        for (JsonNode rule : rules) {
            rule(rule, Fields.number(spec, "completions"), rulesPath.index(i++), errors);
        }
    }

    private static void rule(
            JsonNode rule, long completions, FieldPath path, List<FieldError> errors) {
        boolean hasCount = Fields.has(rule, "succeededCount");
        boolean hasIndexes = Fields.has(rule, "succeededIndexes");
        if (!hasCount && !hasIndexes) {
            errors.add(
                    FieldError.required(
                            path,
                            "at least one of succeededCount or succeededIndexes must be specified"));
        }
        String text = Fields.text(rule, "succeededIndexes");
        IndexIntervals indexes = new IndexIntervals(text, completions);
        Optional<String> problem = indexes.problem();
        FieldPath indexesPath = path.child("succeededIndexes");
        if (text.length() > MAX_INDEXES_TEXT) {
            errors.add(FieldError.tooLong(indexesPath, MAX_INDEXES_TEXT));
        }
        problem.ifPresent(
                p ->
                        errors.add(
                                FieldError.invalid(
                                        indexesPath,
                                        text,
                                        "error parsing succeededIndexes: " + p)));
        if (!hasCount) {
            return;
        }
        FieldChecks.nonNegative(rule, "succeededCount", path, errors);
        FieldPath countPath = path.child("succeededCount");
        long count = Fields.number(rule, "succeededCount");
        if (count > completions) {
            errors.add(
                    FieldError.invalid(
                            countPath,
                            count,
                            "must be less than or equal to %d (the number of specified completions)"
                                    .formatted(completions)));
        }
        long named = problem.isPresent() ? 0 : indexes.count();
        if (hasIndexes && count > named) {
            errors.add(
                    FieldError.invalid(
                            countPath,
                            count,
                            "must be less than or equal to %d (the number of indexes in the specified succeededIndexes field)"
                                    .formatted(named)));
        }
    }
}
