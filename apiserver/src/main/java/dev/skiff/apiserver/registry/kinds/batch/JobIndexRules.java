package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// Which indexes of a Job are done, and which have failed, when that changes.
final class JobIndexRules {
    private static final FieldPath COMPLETED = JobStatusRules.STATUS.child("completedIndexes");
    private static final FieldPath FAILED = JobStatusRules.STATUS.child("failedIndexes");

    private JobIndexRules() {}

    static void check(JsonNode spec, JsonNode now, JsonNode before, List<FieldError> errors) {
        String completed = Fields.text(now, "completedIndexes");
        String failed = Fields.text(now, "failedIndexes");
        boolean hasFailed = Fields.has(now, "failedIndexes");
        boolean isCompletedNew = !completed.equals(Fields.text(before, "completedIndexes"));
        boolean isFailedNew =
                hasFailed != Fields.has(before, "failedIndexes")
                        || !failed.equals(Fields.text(before, "failedIndexes"));
        boolean isPerIndex = Fields.has(spec, "backoffLimitPerIndex");
        if (isCompletedNew) {
            format(completed, spec, COMPLETED, "completedIndexes", errors);
        }
        if (isFailedNew && isPerIndex) {
            format(failed, spec, FAILED, "failedIndexes", errors);
        }
        if (isCompletedNew && !completed.isEmpty() && !JobSpecRules.isIndexed(spec)) {
            errors.add(
                    FieldError.invalid(
                            COMPLETED,
                            completed,
                            "cannot set non-empty completedIndexes when non-indexed completion mode"));
        }
        if (isFailedNew && hasFailed && !isPerIndex) {
            errors.add(
                    FieldError.invalid(
                            FAILED,
                            failed,
                            "cannot set non-null failedIndexes when backoffLimitPerIndex is null"));
        }
        if (Fields.has(spec, "completions") && (isCompletedNew || isFailedNew)) {
            overlap(completed, failed, Fields.number(spec, "completions"), errors);
        }
    }

    private static void format(
            String text, JsonNode spec, FieldPath path, String field, List<FieldError> errors) {
        if (Fields.has(spec, "completions")) {
            new IndexIntervals(text, Fields.number(spec, "completions"))
                    .problem()
                    .ifPresent(
                            problem ->
                                    errors.add(
                                            FieldError.invalid(
                                                    path,
                                                    text,
                                                    "error parsing %s: %s"
                                                            .formatted(field, problem))));
        }
    }

    private static void overlap(
            String completed, String failed, long completions, List<FieldError> errors) {
        new IndexIntervals(completed, completions)
                .firstCommon(new IndexIntervals(failed, completions))
                .ifPresent(
                        index ->
                                errors.add(
                                        FieldError.invalid(
                                                FAILED,
                                                failed,
                                                "failedIndexes and completedIndexes overlap at index: "
                                                        + index)));
    }
}
