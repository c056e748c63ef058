package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waiting for what another thread does, within bounds.
final class Answers {
    private Answers() {}

    /// @param what completes "cannot …" in the message of a failure
    static <T> T await(CompletableFuture<T> answer, String what, SqliteSettings settings) {
        try {
            return answer.get(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause(), what, settings);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException(
                    "%s %s did not end within %s"
                            .formatted(what, settings.file(), settings.callTimeout()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted: " + what + " " + settings.file(), e);
        }
    }

    static void join(Thread thread, SqliteSettings settings) {
        try {
            if (!thread.join(settings.callTimeout())) {
                throw new StoreUnavailableException(
                        thread.getName() + " did not end within " + settings.callTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while closing " + settings.file(), e);
        }
    }

    private static RuntimeException rethrown(
            @Nullable Throwable cause, String what, SqliteSettings settings) {
        return switch (cause) {
            case StoreFullException full ->
                    new StoreFullException(String.valueOf(full.getMessage()), full);
            case StoreUnavailableException known ->
                    new StoreUnavailableException(String.valueOf(known.getMessage()), known);
            case RuntimeException bug -> bug;
            case null, default -> new IllegalStateException(what + " " + settings.file(), cause);
        };
    }
}
