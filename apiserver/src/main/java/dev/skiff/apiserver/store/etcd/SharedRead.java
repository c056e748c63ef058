package dev.skiff.apiserver.store.etcd;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One read that many want: one is under way at a time, and all who come meanwhile share the one
/// that is sent after it, so that everybody's answer was asked for after they came. Thread-safe.
final class SharedRead<T> {
    private final Supplier<CompletableFuture<T>> read;
    private @Nullable CompletableFuture<T> underWay;
    private @Nullable CompletableFuture<T> next;

    /// @param read sends the read; its answer must come in a bounded time
    SharedRead(Supplier<CompletableFuture<T>> read) {
        this.read = read;
    }

    /// An answer of the caller's own, which it may cancel.
    CompletableFuture<T> get() {
        CompletableFuture<T> answer;
        synchronized (this) {
            if (underWay != null) {
                next = next == null ? new CompletableFuture<>() : next;
                return next.copy();
            }
            answer = new CompletableFuture<>();
            underWay = answer;
        }
        send(answer);
        return answer.copy();
    }

    private void send(CompletableFuture<T> answer) {
        var _ =
                sent().whenComplete(
                                (value, failure) -> {
                                    CompletableFuture<T> following = following();
                                    if (failure == null) {
                                        answer.complete(value);
                                    } else {
                                        answer.completeExceptionally(failure);
                                    }
                                    if (following != null) {
                                        send(following);
                                    }
                                });
    }

    private CompletableFuture<T> sent() {
        try {
            return read.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized @Nullable CompletableFuture<T> following() {
        underWay = next;
        next = null;
        return underWay;
    }
}
