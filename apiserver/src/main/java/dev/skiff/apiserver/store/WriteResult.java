package dev.skiff.apiserver.store;

import java.util.Optional;

/// How a write ended.
public sealed interface WriteResult {
    /// Done and durable at this revision.
    record Written(long revision) implements WriteResult {}

    /// The key was last written at another revision than expected; `current` is its state.
    record Conflict(StoreEntry current) implements WriteResult {}

    record AlreadyExists() implements WriteResult {}

    record Missing() implements WriteResult {}

    /// Why a write to a key in state `current` must not happen; empty: it may.
    ///
    /// @param expectedRevision the revision the key was last written at; 0: it must not exist
    static Optional<WriteResult> refusal(Optional<StoreEntry> current, long expectedRevision) {
        if (expectedRevision == 0) {
            return current.map(_ -> new AlreadyExists());
        }
        if (current.isEmpty()) {
            return Optional.of(new Missing());
        }
        return current.filter(entry -> entry.revision() != expectedRevision).map(Conflict::new);
    }
}
