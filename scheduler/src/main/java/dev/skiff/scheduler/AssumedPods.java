package dev.skiff.scheduler;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.scheduler.snapshot.PodRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pods that were given a node which the local copy of pods doesn't show yet. One that is bound but
/// still not shown after [#PATIENCE] must be looked at: it may have vanished unseen.
final class AssumedPods {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    record Assumption(PodRecord pod, String nodeName) {
        boolean isAbout(String uid) {
            return pod.uid().equals(uid);
        }
    }

    private record Check(Assumption assumption, Instant due) {}

    private final Map<ObjectKey, Assumption> assumptions = new LinkedHashMap<>();
    private final Deque<Check> checks = new ArrayDeque<>();

    Optional<Assumption> get(ObjectKey pod) {
        return Optional.ofNullable(assumptions.get(pod));
    }

    Optional<Assumption> get(ObjectKey pod, String uid) {
        return get(pod).filter(assumption -> assumption.isAbout(uid));
    }

    void assume(PodRecord pod, String nodeName) {
        assumptions.put(pod.key(), new Assumption(pod, nodeName));
    }

    /// The pod has that node; wait a while for the copy to show it.
    void awaitConfirmation(PodRecord pod, String nodeName, Instant now) {
        Assumption assumption = new Assumption(pod, nodeName);
        assumptions.put(pod.key(), assumption);
        checks.add(new Check(assumption, now.plus(PATIENCE)));
    }

    /// The copy shows it, or it isn't so.
    void remove(ObjectKey pod) {
        assumptions.remove(pod);
    }

    /// Takes the next assumption that has waited for too long.
    Optional<Assumption> takeOverdue(Instant now) {
        Check first = firstValid();
        if (first == null || first.due().isAfter(now)) {
            return Optional.empty();
        }
        checks.remove();
        return Optional.of(first.assumption());
    }

    /// When [#takeOverdue] will have something.
    Instant nextCheck() {
        Check first = firstValid();
        return first == null ? Instant.MAX : first.due();
    }

    private @Nullable Check firstValid() {
        Check first = checks.peek();
        while (first != null
                && first.assumption() != assumptions.get(first.assumption().pod().key())) {
            checks.remove();
            first = checks.peek();
        }
        return first;
    }
}
