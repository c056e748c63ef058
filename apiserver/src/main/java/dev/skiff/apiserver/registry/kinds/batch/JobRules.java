package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.TextRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import java.util.ArrayList;
import java.util.List;

/// A Job as a whole, in upstream's order.
public final class JobRules {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final int MANY_COMPLETIONS = 100_000;
    private static final int MANY_AT_ONCE = 10_000;
    private static final String HARD_TO_TRACK =
            ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4,"
                    + " Kubernetes might not be able to track completedIndexes when a big number of indexes fail";

    private JobRules() {}

    /// A new Job, its metadata aside.
    public static void ofNew(ObjectNode job, Privileged privileged, List<FieldError> errors) {
        check(job, true, privileged, errors);
    }

    /// A changed one, its metadata aside. Whether generated labels must have a prefix depends on
    /// whether those of the stored one do.
    public static void ofChanged(
            ObjectNode updated, ObjectNode stored, Privileged privileged, List<FieldError> errors) {
        JsonNode labels = Fields.at(stored, "spec", "template", "metadata", "labels");
        boolean hadPrefixed =
                Fields.has(labels, JobSelector.JOB_NAME)
                        && Fields.has(labels, JobSelector.CONTROLLER_UID);
        check(updated, hadPrefixed, privileged, errors);
    }

    private static void check(
            ObjectNode job, boolean prefixed, Privileged privileged, List<FieldError> errors) {
        JobSelector.check(job, prefixed, errors);
        spec(Fields.at(job, "spec"), privileged, errors);
        hostname(job, errors);
    }

    /// The spec of a Job, which has a selector, unlike that of a template of Jobs.
    static void spec(JsonNode spec, Privileged privileged, List<FieldError> errors) {
        JobSpecRules.check(spec, SPEC, privileged, errors);
        JobSelector.checkMatch(spec, errors);
    }

    /// Pods of an indexed Job are named after it and their index.
    private static void hostname(ObjectNode job, List<FieldError> errors) {
        JsonNode spec = Fields.at(job, "spec");
        long completions = Fields.number(spec, "completions");
        if (!JobSpecRules.isIndexed(spec) || completions <= 0) {
            return;
        }
        String name = Fields.text(job, "metadata", "name");
        String longest = name + "-" + (completions - 1);
        if (!TextRules.dnsLabel(longest).isEmpty()) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("metadata", "name"),
                            name,
                            "will not able to create pod with invalid DNS label: " + longest));
        }
    }

    /// What to warn of in the spec of a Job or of a template of Jobs.
    public static List<String> warnings(JsonNode spec, FieldPath path) {
        List<String> warnings = new ArrayList<>(0);
        boolean isBig =
                Fields.number(spec, "completions") > MANY_COMPLETIONS
                        && Fields.number(spec, "parallelism") > MANY_AT_ONCE;
        if (JobSpecRules.isIndexed(spec) && isBig) {
            warnings.add(path + HARD_TO_TRACK);
        }
        warnings.addAll(PodWarnings.of(Fields.at(spec, "template"), path.child("template")));
        return warnings;
    }
}
