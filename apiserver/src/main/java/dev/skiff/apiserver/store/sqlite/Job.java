package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.WriteResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What waits for the writing thread.
sealed interface Job {
    /// Completed after the sync, or exceptionally.
    CompletableFuture<?> answer();

    /// @param value null to delete
    /// @param expectedRevision the revision the key was last written at; 0: it must not exist
    record Write(
            String key,
            byte @Nullable [] value,
            long expectedRevision,
            CompletableFuture<WriteResult> answer)
            implements Job {
        static Write of(String key, byte @Nullable [] value, long expectedRevision) {
            return new Write(key, value, expectedRevision, new CompletableFuture<>());
        }

        StoreEvent event(long revision) {
            byte[] bytes = value;
            return bytes == null
                    ? new StoreEvent.Delete(key, revision)
                    : new StoreEvent.Put(key, bytes, revision);
        }

        int sizeBytes() {
            byte[] bytes = value;
            return key.length() + (bytes == null ? 0 : bytes.length);
        }
    }

    /// Forget history before `revision`.
    record Forget(long revision, CompletableFuture<Long> answer) implements Job {
        static Forget before(long revision) {
            return new Forget(revision, new CompletableFuture<>());
        }
    }
}
