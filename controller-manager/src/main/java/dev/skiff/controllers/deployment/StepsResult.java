package dev.skiff.controllers.deployment;

import dev.skiff.api.status.Status;
import dev.skiff.client.RefusedCallException;

/// What became of a rollout's steps.
sealed interface StepsResult {
    record Done() implements StepsResult {}

    /// The name of the new ReplicaSet is taken by another template.
    record Collided() implements StepsResult {}

    record CreateFailed(String setName, Status status) implements StepsResult {
        String why() {
            return status.message();
        }

        RefusedCallException asException() {
            return new RefusedCallException(status);
        }
    }
}
