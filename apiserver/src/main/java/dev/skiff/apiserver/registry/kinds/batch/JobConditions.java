package dev.skiff.apiserver.registry.kinds.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;

/// What the conditions of a Job say of it.
///
/// @param job the whole Job
record JobConditions(JsonNode job) {
    static JobConditions of(JsonNode job) {
        return new JobConditions(job);
    }

    boolean isTrue(String type) {
        return has(type, "True");
    }

    boolean has(String type, String status) {
        for (JsonNode condition : Fields.at(job, "status", "conditions")) {
            boolean isIt =
                    Fields.text(condition, "type").equals(type)
                            && Fields.text(condition, "status").equals(status);
            if (isIt) {
                return true;
            }
        }
        return false;
    }

    boolean isComplete() {
        return isTrue("Complete");
    }

    boolean isFailed() {
        return isTrue("Failed");
    }

    boolean isFinished() {
        return isComplete() || isFailed();
    }

    /// Suspended, and nothing of it runs: either it never started, or it has been stopped.
    boolean isIdle() {
        JsonNode status = Fields.at(job, "status");
        boolean isStopped = !Fields.has(status, "startTime") || isTrue("Suspended");
        return Fields.isTrue(Fields.at(job, "spec"), "suspend")
                && isStopped
                && Fields.number(status, "active") == 0;
    }
}
