package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.kinds.pod.PodDefaults;

/// What the server fills in on Jobs and CronJobs. Idempotent.
public final class JobDefaults {
    private static final int BACKOFF_LIMIT = 6;
    private static final int KEPT_SUCCESSES = 3;
    private static final int KEPT_FAILURES = 1;

    private JobDefaults() {}

    public static void ofJob(ObjectNode job) {
        ObjectNode spec = Fields.child(job, "spec");
        if (!Fields.has(spec, "parallelism")) {
            Fields.defaultNumber(spec, "completions", 1);
            spec.put("parallelism", 1);
        }
        boolean isPerIndex = Fields.has(spec, "backoffLimitPerIndex");
        Fields.defaultNumber(spec, "backoffLimit", isPerIndex ? Integer.MAX_VALUE : BACKOFF_LIMIT);
        defaultAbsent(spec, "completionMode", "NonIndexed");
        defaultAbsent(
                spec,
                "podReplacementPolicy",
                Fields.has(spec, "podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        defaultFalse(spec, "suspend");
        defaultFalse(spec, "manualSelector");
        ofTemplate(spec);
        labelsOfTemplate(job);
    }

    public static void ofCronJob(ObjectNode cronJob) {
        ObjectNode spec = Fields.child(cronJob, "spec");
        Fields.defaultText(spec, "concurrencyPolicy", "Allow");
        defaultFalse(spec, "suspend");
        Fields.defaultNumber(spec, "successfulJobsHistoryLimit", KEPT_SUCCESSES);
        Fields.defaultNumber(spec, "failedJobsHistoryLimit", KEPT_FAILURES);
        ofTemplate(Fields.child(Fields.child(spec, "jobTemplate"), "spec"));
    }

    /// A Job without labels has those of its pods: the very same map, so that what is generated for
    /// the pods ([JobSelector]) shows on the Job as well.
    private static void labelsOfTemplate(ObjectNode job) {
        JsonNode labels = Fields.at(job, "spec", "template", "metadata", "labels");
        if (labels.isObject() && Fields.at(job, "metadata", "labels").isEmpty()) {
            Fields.child(job, "metadata").set("labels", labels);
        }
    }

    private static void ofTemplate(ObjectNode spec) {
        PodDefaults.ofSpec(Fields.child(Fields.child(spec, "template"), "spec"));
        for (JsonNode rule : Fields.at(spec, "podFailurePolicy", "rules")) {
            for (JsonNode pattern : Fields.at(rule, "onPodConditions")) {
                Fields.defaultText((ObjectNode) pattern, "status", "True");
            }
        }
    }

    private static void defaultAbsent(ObjectNode spec, String field, String value) {
        if (!Fields.has(spec, field)) {
            spec.put(field, value);
        }
    }

    private static void defaultFalse(ObjectNode spec, String field) {
        if (!Fields.has(spec, field)) {
            spec.put(field, false);
        }
    }
}
