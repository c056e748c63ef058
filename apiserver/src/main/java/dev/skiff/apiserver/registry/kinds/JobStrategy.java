package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.kinds.batch.JobChangeRules;
import dev.skiff.apiserver.registry.kinds.batch.JobDefaults;
import dev.skiff.apiserver.registry.kinds.batch.JobRules;
import dev.skiff.apiserver.registry.kinds.batch.JobSelector;
import dev.skiff.apiserver.registry.kinds.batch.JobStatusRules;
import dev.skiff.apiserver.registry.kinds.pod.PodWarnings;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.JobPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Jobs. Their pods outlive them unless somebody says otherwise.
final class JobStrategy extends KindStrategy {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private final Privileged privileged;

    JobStrategy(Privileged privileged) {
        super(Kinds.JOB, NameRule.DNS_SUBDOMAIN, new JobPrinter());
        this.privileged = privileged;
    }

    @Override
    public void applyDefaults(ObjectNode job) {
        JobDefaults.ofJob(job);
    }

    @Override
    public void prepareForCreate(ObjectNode job) {
        JobSelector.generate(job);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean orphansByDefault() {
        return true;
    }

    @Override
    public List<String> orphaningWarnings() {
        return List.of(
                "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove"
                        + " them or set propagationPolicy=Orphan to suppress this warning");
    }

    @Override
    public Map<String, String> selectableFields(ObjectNode job) {
        long succeeded = Fields.number(Fields.at(job, "status"), "succeeded");
        return Map.of("status.successful", Long.toString(succeeded));
    }

    @Override
    public List<String> warnings(ObjectNode job) {
        List<String> warnings = new ArrayList<>(PodWarnings.ofName(job, "Pod names and hostnames"));
        warnings.addAll(JobRules.warnings(Fields.at(job, "spec"), SPEC));
        return warnings;
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        boolean isSame = Fields.at(updated, "spec").equals(Fields.at(stored, "spec"));
        return isSame ? List.of() : JobRules.warnings(Fields.at(updated, "spec"), SPEC);
    }

    @Override
    void check(ObjectNode job, List<FieldError> errors) {
        super.check(job, errors);
        JobRules.ofNew(job, privileged, errors);
    }

    /// Upstream checks a changed Job twice: as a Job, and as a change of one.
    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        super.check(updated, errors);
        JobRules.ofChanged(updated, stored, privileged, errors);
        MetadataRules.change(updated, stored, errors);
        JobChangeRules.check(updated, stored, privileged, errors);
    }

    @Override
    void checkStatus(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        JobStatusRules.check(updated, stored, errors);
    }
}
