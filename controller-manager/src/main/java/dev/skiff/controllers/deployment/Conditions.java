package dev.skiff.controllers.deployment;

import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Deployment's conditions while they are being worked out. One that changes moves to the end, as
/// upstream's does.
final class Conditions {
    static final String AVAILABLE = "Available";
    static final String PROGRESSING = "Progressing";
    static final String REPLICA_FAILURE = "ReplicaFailure";

    private final List<DeploymentCondition> conditions;
    private final Instant now;

    Conditions(List<DeploymentCondition> current, Instant now) {
        this.conditions = new ArrayList<>(current);
        this.now = now;
    }

    Optional<DeploymentCondition> find(String type) {
        return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }

    boolean hasReason(String type, String reason) {
        return find(type).filter(c -> reason.equals(c.getReason())).isPresent();
    }

    /// Does nothing if status and reason are as they were, whatever the message.
    void set(String type, String status, String reason, String message) {
        Optional<DeploymentCondition> current = find(type);
        if (current.filter(c -> c.getStatus().equals(status) && reason.equals(c.getReason()))
                .isEmpty()) {
            replace(type, status, reason, message);
        }
    }

    /// Sets the condition, and the time it was last looked at, even if it is as it was.
    void renew(String type, String status, String reason, String message) {
        replace(type, status, reason, message);
    }

    void set(DeploymentCondition condition) {
        Optional<DeploymentCondition> current = find(condition.getType());
        boolean isSame =
                current.filter(c -> c.getStatus().equals(condition.getStatus()))
                        .filter(c -> c.getReason().equals(condition.getReason()))
                        .isPresent();
        if (!isSame) {
            remove(condition.getType());
            conditions.add(condition);
        }
    }

    void remove(String type) {
        conditions.removeIf(c -> c.getType().equals(type));
    }

    List<DeploymentCondition> toList() {
        return List.copyOf(conditions);
    }

    /// The time of transition stays while the status does.
    private void replace(String type, String status, String reason, String message) {
        String transition =
                find(type)
                        .filter(c -> c.getStatus().equals(status))
                        .map(DeploymentCondition::getLastTransitionTime)
                        .orElse(Times.format(now));
        remove(type);
        conditions.add(
                new DeploymentConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage(message)
                        .withLastUpdateTime(Times.format(now))
                        .withLastTransitionTime(transition)
                        .build());
    }
}
