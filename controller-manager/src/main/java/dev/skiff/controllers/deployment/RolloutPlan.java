package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What to do now, what to say of it, and when to look again if nothing changes.
///
/// @param revision empty: the Deployment has no ReplicaSet for its template, and gets none now
record RolloutPlan(
        List<RolloutAction> actions,
        DeploymentStatus status,
        Optional<Long> revision,
        Optional<Instant> lookAgain) {
    RolloutPlan {
        actions = List.copyOf(actions);
    }
}
