package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.batch.CronJobRules;
import dev.skiff.apiserver.registry.kinds.batch.JobDefaults;
import dev.skiff.apiserver.registry.kinds.batch.JobRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.CronJobPrinter;
import java.util.ArrayList;
import java.util.List;

/// CronJobs. Names of their Jobs are longer than theirs by eleven characters.
final class CronJobStrategy extends KindStrategy {
    private static final int MAX_NAME = 52;
    private static final FieldPath JOB = FieldPath.of("spec", "jobTemplate", "spec");

    private final Privileged privileged;

    CronJobStrategy(Privileged privileged) {
        super(Kinds.CRON_JOB, NameRule.DNS_SUBDOMAIN, new CronJobPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode cronJob) {
        JobDefaults.ofCronJob(cronJob);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public List<String> warnings(ObjectNode cronJob) {
        List<String> warnings =
                new ArrayList<>(PodWarnings.ofName(cronJob, "Pod names and hostnames"));
        warnings.addAll(JobRules.warnings(Fields.at(cronJob, "spec", "jobTemplate", "spec"), JOB));
        return warnings;
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        List<String> warnings = new ArrayList<>(0);
        if (!Fields.at(updated, "spec").equals(Fields.at(stored, "spec"))) {
            warnings.addAll(
                    JobRules.warnings(Fields.at(updated, "spec", "jobTemplate", "spec"), JOB));
        }
        if (Fields.text(updated, "spec", "schedule").contains("TZ")) {
            warnings.add(
                    "cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see"
                            + " https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }
        return warnings;
    }

    @Override
    void check(ObjectNode cronJob, List<FieldError> errors) {
        super.check(cronJob, errors);
        CronJobRules.check(
                Fields.at(cronJob, "spec"), MissingNode.getInstance(), privileged, errors);
        String name = Fields.text(cronJob, "metadata", "name");
        if (name.length() > MAX_NAME) {
            errors.add(
                    FieldError.invalid(
                            FieldPath.of("metadata", "name"),
                            name,
                            "must be no more than %d characters".formatted(MAX_NAME)));
        }
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        CronJobRules.check(
                Fields.at(updated, "spec"), Fields.at(stored, "spec"), privileged, errors);
    }

    /// Whatever the controller notes.
    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {}
}
