package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.rules.FieldChecks;
import java.util.List;

/// The spec of a CronJob: when, in which time zone, and the Jobs it makes.
public final class CronJobRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath SCHEDULE = SPEC.child("schedule");

    private CronJobRules() {}

    /// @param stored the spec as it was, missing for a new CronJob: a time zone within the schedule
    /// is left to who has had one
    public static void check(
            JsonNode spec, JsonNode stored, Privileged privileged, List<FieldError> errors) {
        schedule(spec, stored, errors);
        FieldChecks.nonNegative(spec, "startingDeadlineSeconds", SPEC, errors);
        JsonNode zone = Fields.at(spec, "timeZone");
        if (zone.isTextual() && !zone.equals(Fields.at(stored, "timeZone"))) {
            TimeZones.check(zone.asText(), SPEC.child("timeZone"), errors);
        }
        FieldChecks.requiredOneOf(
                spec, "concurrencyPolicy", List.of("Allow", "Forbid", "Replace"), SPEC, errors);
        jobTemplate(
                Fields.at(spec, "jobTemplate", "spec"),
                SPEC.child("jobTemplate").child("spec"),
                privileged,
                errors);
        FieldChecks.nonNegative(spec, "successfulJobsHistoryLimit", SPEC, errors);
        FieldChecks.nonNegative(spec, "failedJobsHistoryLimit", SPEC, errors);
    }

    private static void schedule(JsonNode spec, JsonNode stored, List<FieldError> errors) {
        String schedule = Fields.text(spec, "schedule");
        if (schedule.isEmpty()) {
            errors.add(FieldError.required(SCHEDULE, ""));
            return;
        }
        CronSchedule.problem(schedule)
                .ifPresent(problem -> errors.add(FieldError.invalid(SCHEDULE, schedule, problem)));
        if (!schedule.contains("TZ")) {
            return;
        }
        if (!Fields.text(stored, "schedule").contains("TZ")) {
            errors.add(
                    FieldError.invalid(
                            SCHEDULE,
                            schedule,
                            "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"));
        } else if (Fields.has(spec, "timeZone")) {
            errors.add(
                    FieldError.invalid(
                            SCHEDULE,
                            schedule,
                            "cannot use both timeZone field and TZ or CRON_TZ in schedule"));
        }
    }

    /// Its Jobs always get a selector of their own.
    private static void jobTemplate(
            JsonNode spec, FieldPath path, Privileged privileged, List<FieldError> errors) {
        JobSpecRules.check(spec, path, privileged, errors);
        if (Fields.has(spec, "selector")) {
            errors.add(
                    FieldError.invalid(
                            path.child("selector"),
                            JobSelector.shown(spec.get("selector")),
                            "`selector` will be auto-generated"));
        }
        if (Fields.isTrue(spec, "manualSelector")) {
            errors.add(
                    FieldError.notSupported(
                            path.child("manualSelector"),
                            spec.get("manualSelector"),
                            List.of("nil", "false")));
        }
    }
}
