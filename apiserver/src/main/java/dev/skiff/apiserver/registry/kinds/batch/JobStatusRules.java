package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;

/// The status of a Job, whoever writes it. Most rules are asked only of what changes, so that a
/// status that is wrong already can be set right step by step.
public final class JobStatusRules {
    static final FieldPath STATUS = FieldPath.of("status");

    private static final FieldPath CONDITIONS = STATUS.child("conditions");
    private static final List<String> COUNTS =
            List.of("active", "succeeded", "failed", "ready", "terminating");

    private final JsonNode spec;
    private final JsonNode now;
    private final JsonNode before;
    private final JobConditions conditions;
    private final JobConditions earlier;
    private final List<FieldError> errors;

    private JobStatusRules(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        this.spec = Fields.at(updated, "spec");
        this.now = Fields.at(updated, "status");
        this.before = Fields.at(stored, "status");
        this.conditions = JobConditions.of(updated);
        this.earlier = JobConditions.of(stored);
        this.errors = errors;
    }

    public static void check(JsonNode updated, JsonNode stored, List<FieldError> errors) {
        JobStatusRules rules = new JobStatusRules(updated, stored, errors);
        for (String count : COUNTS) {
            FieldChecks.nonNegative(rules.now, count, STATUS, errors);
        }
        rules.uncounted();
        rules.completion();
        rules.end();
        JobIndexRules.check(rules.spec, rules.now, rules.before, errors);
        rules.numbers();
        rules.success();
        rules.onlyForward();
        rules.times();
        rules.criteria();
    }

    private void uncounted() {
        JsonNode uncounted = Fields.at(now, "uncountedTerminatedPods");
        List<String> seen = new ArrayList<>(0);
        for (String list : List.of("succeeded", "failed")) {
            int i = 0;
            for (JsonNode uid : Fields.at(uncounted, list)) {
                FieldPath path = STATUS.child("uncountedTerminatedPods").child(list).index(i++);
                if (uid.asText().isEmpty()) {
                    errors.add(FieldError.invalid(path, uid, "must not be empty"));
                } else if (seen.contains(uid.asText())) {
                    errors.add(FieldError.duplicate(path, uid));
                } else {
                    seen.add(uid.asText());
                }
            }
        }
    }

    private void completion() {
        boolean isComplete = conditions.isComplete();
        boolean turned = isComplete != earlier.isComplete();
        if (isComplete && conditions.isFailed() && (turned || hasTurned("Failed"))) {
            condition("cannot set Complete=True and Failed=true conditions");
        }
        boolean isTarget = conditions.isTrue("FailureTarget");
        if (isComplete && isTarget && (turned || hasTurned("FailureTarget"))) {
            condition("cannot set Complete=True and FailureTarget=true conditions");
        }
        JsonNode completed = Fields.at(now, "completionTime");
        FieldPath path = STATUS.child("completionTime");
        boolean isAsked = turned || hasChanged("completionTime");
        if (isAsked && !completed.isMissingNode() && !isComplete) {
            errors.add(
                    FieldError.invalid(
                            path,
                            completed,
                            "cannot set completionTime when there is no Complete=True condition"));
        }
        if (isAsked && completed.isMissingNode() && isComplete) {
            errors.add(FieldError.required(path, "completionTime is required for Complete jobs"));
        }
        boolean isEarly = isBefore(completed, Fields.at(now, "startTime"));
        if (isEarly && (hasChanged("completionTime") || hasChanged("startTime"))) {
            errors.add(
                    FieldError.invalid(path, completed, "must be equal to or after `startTime`"));
        }
    }

    /// Times are of the same form, in UTC and to the second: their texts compare as they do.
    private static boolean isBefore(JsonNode one, JsonNode other) {
        return one.isTextual() && other.isTextual() && one.asText().compareTo(other.asText()) < 0;
    }

    private void end() {
        boolean isFinished = conditions.isFinished();
        boolean turned = isFinished != earlier.isFinished();
        if (conditions.isFailed()
                && !conditions.isTrue("FailureTarget")
                && (hasTurned("Failed") || hasChanged("failedIndexes"))) {
            condition("cannot set Failed=True condition without the FailureTarget=true condition");
        }
        if (conditions.isComplete()
                && !conditions.isTrue("SuccessCriteriaMet")
                && (hasTurned("Complete") || hasTurned("SuccessCriteriaMet"))) {
            condition(
                    "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
        if (!isFinished) {
            return;
        }
        none("active", turned || hasChanged("active"));
        boolean isNothingToDo =
                Fields.isTrue(spec, "suspend")
                        && Fields.has(spec, "completions")
                        && Fields.number(spec, "completions") == 0;
        boolean isStartAsked = (turned || hasChanged("startTime")) && !isNothingToDo;
        if (isStartAsked && !Fields.has(now, "startTime")) {
            errors.add(
                    FieldError.required(
                            STATUS.child("startTime"), "startTime is required for finished job"));
        }
        JsonNode uncounted = Fields.at(now, "uncountedTerminatedPods");
        boolean isLeft =
                !Fields.at(uncounted, "succeeded").isEmpty()
                        || !Fields.at(uncounted, "failed").isEmpty();
        if (isLeft && (turned || hasChanged("uncountedTerminatedPods"))) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child("uncountedTerminatedPods"),
                            InternalForm.of("UncountedTerminatedPods", uncounted),
                            "must be empty for finished job"));
        }
    }

    private void numbers() {
        boolean turned = conditions.isFinished() != earlier.isFinished();
        if (conditions.isFinished()) {
            none("terminating", turned || hasChanged("terminating"));
        }
        long ready = Fields.number(now, "ready");
        boolean isAsked = hasChanged("ready") || hasChanged("active");
        if (isAsked && Fields.has(now, "ready") && ready > Fields.number(now, "active")) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child("ready"),
                            ready,
                            "cannot set more ready pods than active"));
        }
    }

    private void none(String count, boolean isAsked) {
        long number = Fields.number(now, count);
        if (isAsked && number > 0) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child(count), number, count + ">0 is invalid for finished job"));
        }
    }

    private void success() {
        boolean isMet = conditions.isTrue("SuccessCriteriaMet");
        if (isMet && conditions.isFailed()) {
            condition("cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }
        if (isMet && conditions.isTrue("FailureTarget")) {
            condition("cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }
        if (Fields.has(spec, "successPolicy") && !isMet && conditions.isComplete()) {
            condition(
                    "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }

    private void onlyForward() {
        for (String terminal : List.of("Failed", "Complete", "FailureTarget")) {
            if (earlier.isTrue(terminal) && !conditions.isTrue(terminal)) {
                condition("cannot disable the terminal %s=True condition".formatted(terminal));
            }
        }
        growing("failed");
        boolean isScalable =
                JobSpecRules.isIndexed(spec)
                        && Fields.at(spec, "completions").equals(Fields.at(spec, "parallelism"));
        if (!isScalable) {
            growing("succeeded");
        }
    }

    private void growing(String count) {
        long number = Fields.number(now, count);
        if (number < Fields.number(before, count)) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child(count),
                            number,
                            "cannot decrease the %s counter".formatted(count)));
        }
    }

    private void times() {
        JsonNode completed = Fields.at(now, "completionTime");
        boolean hadAndHas = Fields.has(before, "completionTime") && !completed.isMissingNode();
        if (hadAndHas && hasChanged("completionTime")) {
            errors.add(
                    FieldError.invalid(
                            STATUS.child("completionTime"), completed, FieldChecks.IMMUTABLE));
        }
        boolean isResumed = earlier.isTrue("Suspended") && conditions.has("Suspended", "False");
        boolean isRestarted = Fields.has(before, "startTime") && hasChanged("startTime");
        if (isRestarted && !isResumed && !Fields.isTrue(spec, "suspend")) {
            errors.add(
                    FieldError.required(
                            STATUS.child("startTime"),
                            "startTime cannot be removed for unsuspended job"));
        }
    }

    private void criteria() {
        boolean isMet = conditions.isTrue("SuccessCriteriaMet");
        boolean wasMet = earlier.isTrue("SuccessCriteriaMet");
        if (wasMet && !isMet) {
            condition("cannot disable the SuccessCriteriaMet=True condition");
        }
        if (earlier.isComplete() && !wasMet && isMet) {
            condition(
                    "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    private boolean hasTurned(String type) {
        return conditions.isTrue(type) != earlier.isTrue(type);
    }

    private boolean hasChanged(String field) {
        return !InternalForm.areAlike(Fields.at(now, field), Fields.at(before, field));
    }

    private void condition(String detail) {
        errors.add(FieldError.invalid(CONDITIONS, detail));
    }
}
