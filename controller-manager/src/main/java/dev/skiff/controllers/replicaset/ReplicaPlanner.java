package dev.skiff.controllers.replicaset;

import dev.skiff.controllers.framework.PodFacts;
import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides how many pods a ReplicaSet creates, or which it deletes; never does.
final class ReplicaPlanner {
    /// At most so many pods are created or deleted at once.
    static final int BURST = 500;

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

    /// @param toDelete in the order they go
    record Plan(int toCreate, List<Pod> toDelete) {
        Plan {
            toDelete = List.copyOf(toDelete);
        }
    }

    private ReplicaPlanner() {}

    /// @param active the ReplicaSet's pods that count
    /// @param related the active pods of all ReplicaSets of the same Deployment: where several are
    ///     on one node, one of them goes first
    static Plan plan(int desired, List<Pod> active, List<Pod> related, Instant now) {
        int surplus = active.size() - desired;
        if (surplus <= 0) {
            return new Plan(Math.min(-surplus, BURST), List.of());
        }
        int count = Math.min(surplus, BURST);
        if (surplus == active.size()) {
            return new Plan(0, active.subList(0, count));
        }
        return new Plan(0, active.stream().sorted(leastMissed(related, now)).limit(count).toList());
    }

    /// Upstream's order: what isn't placed, isn't running, isn't ready, costs least, sits beside
    /// siblings, is younger, restarted more. Ages count by powers of two, so that it isn't always
    /// the youngest that go; ties are broken by uid.
    private static Comparator<Pod> leastMissed(List<Pod> related, Instant now) {
        Map<String, Integer> onNode = new LinkedHashMap<>();
        related.forEach(pod -> onNode.merge(PodFacts.nodeName(pod), 1, Integer::sum));
        return Comparator.<Pod, Boolean>comparing(pod -> !PodFacts.nodeName(pod).isEmpty())
                .thenComparing(pod -> PHASES.indexOf(PodFacts.phase(pod)))
                .thenComparing(PodFacts::isReady)
                .thenComparing(ReplicaPlanner::deletionCost)
                .thenComparing(
                        pod -> onNode.getOrDefault(PodFacts.nodeName(pod), 0),
                        Comparator.reverseOrder())
                .thenComparing((a, b) -> compareReadiness(a, b, now))
                .thenComparing(PodFacts::mostRestarts, Comparator.reverseOrder())
                .thenComparing((a, b) -> compareAges(created(a), created(b), now, a, b))
                .thenComparing(ReplicaPlanner::uid);
    }

    private static int compareReadiness(Pod a, Pod b, Instant now) {
        Optional<Instant> since = PodFacts.readySince(a);
        Optional<Instant> otherSince = PodFacts.readySince(b);
        return since.isEmpty() || otherSince.isEmpty()
                ? 0
                : compareAges(since.get(), otherSince.get(), now, a, b);
    }

    /// Ages of the same power of two are told apart by uid, equal times not at all.
    private static int compareAges(Instant time, Instant otherTime, Instant now, Pod a, Pod b) {
        if (time.equals(otherTime)) {
            return 0;
        }
        int byMagnitude = Integer.compare(magnitude(time, now), magnitude(otherTime, now));
        return byMagnitude != 0 ? byMagnitude : uid(a).compareTo(uid(b));
    }

    private static int magnitude(Instant time, Instant now) {
        long seconds = Duration.between(time, now).toSeconds();
        return seconds <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(seconds);
    }

    private static int deletionCost(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String cost = annotations == null ? null : annotations.get(DELETION_COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException e) {
            return 0; // the API server refuses such values; what slipped in counts as none
        }
    }

    private static Instant created(Pod pod) {
        return Times.parse(pod.getMetadata().getCreationTimestamp());
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
