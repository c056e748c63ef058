package dev.skiff.standalone;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for what another thread works on.
final class Waiting {
    private Waiting() {}

    /// Fails as that thread failed.
    static <T> T forResult(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a part of the start failed", e.getCause());
        }
    }
}
