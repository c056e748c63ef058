package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// What depends on whether the completions of a Job are numbered. The limits keep the lists of
/// indexes in its status short.
final class IndexedRules {
    private static final int MAX_PARALLELISM = 100_000;
    private static final int MAX_FAILED = 100_000;
    private static final int MANY_COMPLETIONS = 100_000;
    private static final int MAX_PARALLELISM_OF_MANY = 10_000;
    private static final int MAX_FAILED_OF_MANY = 10_000;

    private IndexedRules() {}

    static void check(JsonNode spec, FieldPath path, List<FieldError> errors) {
        if (Fields.has(spec, "completionMode")) {
            FieldChecks.oneOf(
                    Fields.text(spec, "completionMode"),
                    List.of("NonIndexed", "Indexed"),
                    path.child("completionMode"),
                    errors);
        }
        if (JobSpecRules.isIndexed(spec)) {
            indexed(spec, path, errors);
            many(spec, path, errors);
        }
        boolean isPlain =
                !Fields.has(spec, "completionMode")
                        || Fields.text(spec, "completionMode").equals("NonIndexed");
        if (isPlain) {
            for (String field : List.of("backoffLimitPerIndex", "maxFailedIndexes")) {
                if (Fields.has(spec, field)) {
                    errors.add(
                            FieldError.invalid(
                                    path.child(field),
                                    Fields.number(spec, field),
                                    JobSpecRules.NOT_INDEXED));
                }
            }
        }
    }

    private static void indexed(JsonNode spec, FieldPath path, List<FieldError> errors) {
        boolean hasCompletions = Fields.has(spec, "completions");
        if (!hasCompletions) {
            errors.add(
                    FieldError.required(
                            path.child("completions"), "when completion mode is Indexed"));
        }
        atMost(
                spec,
                "parallelism",
                MAX_PARALLELISM,
                "must be less than or equal to %d when completion mode is Indexed"
                        .formatted(MAX_PARALLELISM),
                path,
                errors);
        if (hasCompletions) {
            atMost(
                    spec,
                    "maxFailedIndexes",
                    Fields.number(spec, "completions"),
                    "must be less than or equal to completions",
                    path,
                    errors);
        }
        atMost(
                spec,
                "maxFailedIndexes",
                MAX_FAILED,
                "must be less than or equal to %d".formatted(MAX_FAILED),
                path,
                errors);
    }

    private static void many(JsonNode spec, FieldPath path, List<FieldError> errors) {
        boolean isMany = Fields.number(spec, "completions") > MANY_COMPLETIONS;
        if (!isMany || !Fields.has(spec, "backoffLimitPerIndex")) {
            return;
        }
        if (!Fields.has(spec, "maxFailedIndexes")) {
            errors.add(
                    FieldError.required(
                            path.child("maxFailedIndexes"),
                            "must be specified when completions is above %d"
                                    .formatted(MANY_COMPLETIONS)));
        }
        String detail =
                "must be less than or equal to %d when completions are above %d and used with backoff limit per index";
        atMost(
                spec,
                "parallelism",
                MAX_PARALLELISM_OF_MANY,
                detail.formatted(MAX_PARALLELISM_OF_MANY, MANY_COMPLETIONS),
                path,
                errors);
        atMost(
                spec,
                "maxFailedIndexes",
                MAX_FAILED_OF_MANY,
                detail.formatted(MAX_FAILED_OF_MANY, MANY_COMPLETIONS),
                path,
                errors);
    }

    private static void atMost(
            JsonNode spec,
            String field,
            long most,
            String detail,
            FieldPath path,
            List<FieldError> errors) {
        long value = Fields.number(spec, field);
        if (Fields.has(spec, field) && value > most) {
            errors.add(FieldError.invalid(path.child(field), value, detail));
        }
    }
}
