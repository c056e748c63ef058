package dev.skiff.apiserver.store;

/// How a write ended.
public sealed interface WriteResult {
    /// Done and durable at this revision.
    record Written(long revision) implements WriteResult {}

    /// The key was last written at another revision than expected; `current` is its state.
    record Conflict(StoreEntry current) implements WriteResult {}

    record AlreadyExists() implements WriteResult {}

    record Missing() implements WriteResult {}
}
