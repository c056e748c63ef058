package dev.skiff.client;

import dev.skiff.api.status.Status;

/// What became of a write. Answers that say nothing of the object (429, 5xx) are thrown as
/// [RefusedCallException] instead.
public sealed interface ApiResult<T> {
    /// @param object as it is now stored
    record Done<T>(T object) implements ApiResult<T> {}

    /// The object has moved on, or a precondition doesn't hold.
    record Conflict<T>(Status status) implements ApiResult<T> {}

    record NotFound<T>(Status status) implements ApiResult<T> {}

    record AlreadyExists<T>(Status status) implements ApiResult<T> {}

    /// Invalid, forbidden, or otherwise not to be had by trying again unchanged.
    record Rejected<T>(Status status) implements ApiResult<T> {}

    /// The object, for callers to whom everything else means: look again later.
    ///
    /// @throws RefusedCallException in any other case
    default T doneOrThrow() {
        return switch (this) {
            case Done<T>(var object) -> object;
            case Conflict<T>(var status) -> throw new RefusedCallException(status);
            case NotFound<T>(var status) -> throw new RefusedCallException(status);
            case AlreadyExists<T>(var status) -> throw new RefusedCallException(status);
            case Rejected<T>(var status) -> throw new RefusedCallException(status);
        };
    }
}
