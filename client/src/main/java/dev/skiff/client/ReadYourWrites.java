package dev.skiff.client;

import dev.skiff.api.object.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/// Remembers what was written on behalf of a key, and keeps that key from running until the local
/// copies show it: a reconcile that doesn't see its own last writes would do them again.
///
/// A copy that loses its watch catches up by itself, so a closed gate always opens.
public final class ReadYourWrites<K> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /// What one key waits for.
    private static final class Unseen {
        private final Map<Lister<?>, Long> revisions = new LinkedHashMap<>();
        private final List<BooleanSupplier> deletions = new ArrayList<>();

        boolean isEmpty() {
            revisions.entrySet().removeIf(e -> e.getKey().revision() >= e.getValue());
            deletions.removeIf(BooleanSupplier::getAsBoolean);
            return revisions.isEmpty() && deletions.isEmpty();
        }
    }

    private final ConcurrentMap<K, Unseen> unseen = new ConcurrentHashMap<>();

    /// Wraps a reconciler: a key whose writes aren't visible yet is put off.
    public Reconciler<K> guard(Reconciler<K> reconciler) {
        return key ->
                hasSeenAll(key)
                        ? reconciler.reconcile(key)
                        : Outcome.retryAfter(LOOK_AGAIN, "its last writes aren't visible yet");
    }

    /// An object was created or changed. The copy must hold all objects of its kind, or at least
    /// this one before and after.
    public void wrote(K key, Lister<?> copy, HasMetadata written) {
        long revision = Long.parseLong(written.getMetadata().getResourceVersion());
        waitingFor(key).revisions.merge(copy, revision, Math::max);
    }

    /// The object with this uid was deleted: it must be gone, or terminating, or replaced.
    public void deleted(K key, Lister<? extends HasMetadata> copy, ObjectKey object, String uid) {
        waitingFor(key)
                .deletions
                .add(
                        () ->
                                copy.get(object)
                                        .map(HasMetadata::getMetadata)
                                        .filter(held -> held.getUid().equals(uid))
                                        .filter(held -> held.getDeletionTimestamp() == null)
                                        .isEmpty());
    }

    private Unseen waitingFor(K key) {
        return unseen.computeIfAbsent(key, _ -> new Unseen());
    }

    /// Called for a key by one thread at a time, as the queue guarantees.
    private boolean hasSeenAll(K key) {
        Unseen waiting = unseen.get(key);
        if (waiting == null) {
            return true;
        }
        if (waiting.isEmpty()) {
            unseen.remove(key);
            return true;
        }
        return false;
    }
}
