package dev.skiff.client;

import dev.skiff.api.status.Status;

/// What became of a delete.
public sealed interface DeleteResult {
    /// It is gone.
    record Gone() implements DeleteResult {}

    /// It lingers, for its grace period or for finalizers.
    record Terminating() implements DeleteResult {}

    record NotFound() implements DeleteResult {}

    /// A precondition doesn't hold: it has been replaced or has moved on.
    record Conflict(Status status) implements DeleteResult {}

    record Rejected(Status status) implements DeleteResult {}
}
