package dev.skiff.apiserver;

import dev.skiff.apiserver.store.ForwardingStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.WriteResult;
import java.util.Optional;

/// A store in which somebody else can be faster, once.
final class RacingStore extends ForwardingStore {
    private Optional<Runnable> rival = Optional.empty();

    RacingStore(Store inner) {
        super(inner);
    }

    /// Runs right before the next update.
    void raceOnce(Runnable newRival) {
        rival = Optional.of(newRival);
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        Optional<Runnable> first = rival;
        rival = Optional.empty();
        first.ifPresent(Runnable::run);
        return inner.update(key, value, expectedRevision);
    }
}
