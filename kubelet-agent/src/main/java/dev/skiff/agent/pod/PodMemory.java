package dev.skiff.agent.pod;

import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.status.Waiting;
import dev.skiff.agent.volume.PodVolume;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the agent remembers of one pod between looks at it, and may forget when it restarts.
/// Used by one thread at a time.
final class PodMemory {
    private static final String CRASH_LOOP = "CrashLoopBackOff";
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofSeconds(10);

    /// By container name.
    final Map<String, RestartBackoff> backoffs = new TreeMap<>();

    /// By container name: why it could not be started at the last try.
    final Map<String, Waiting> waiting = new TreeMap<>();

    /// By container id.
    final Map<String, Stop> stops = new TreeMap<>();

    /// By container id: what those that ended left behind.
    final Map<String, String> messages = new TreeMap<>();

    private final Map<String, Instant> toldAt = new TreeMap<>();
    private Map<String, PodVolume> volumes = Map.of();
    private Instant sandboxRetryAt = Instant.MIN;
    private int sandboxFailures;
    private @Nullable Pod lastSeen;
    private @Nullable Waiting failure;
    private boolean cleared;

    /// Whether users should hear of this now; the same isn't told again for a while.
    boolean shouldTell(String message, Instant now) {
        Instant before = toldAt.get(message);
        if (before != null && now.isBefore(before.plus(TOLD_AGAIN_AFTER))) {
            return false;
        }
        toldAt.values().removeIf(told -> !now.isBefore(told.plus(TOLD_AGAIN_AFTER)));
        toldAt.put(message, now);
        return true;
    }

    /// Which containers wait after having ended; others no longer do.
    void crashLoopsAre(Map<String, Duration> delays, Pod pod) {
        waiting.values().removeIf(why -> why.reason().equals(CRASH_LOOP));
        delays.forEach(
                (name, delay) ->
                        waiting.put(
                                name,
                                new Waiting(
                                        CRASH_LOOP,
                                        "back-off %s restarting failed container=%s pod=%s"
                                                .formatted(
                                                        words(delay), name, PodFacts.words(pod)))));
    }

    /// As Go writes it: `10s`, `1m20s`, `5m0s`.
    private static String words(Duration delay) {
        return delay.toMinutes() == 0
                ? delay.toSeconds() + "s"
                : delay.toMinutes() + "m" + delay.toSecondsPart() + "s";
    }

    Map<String, PodVolume> volumes() {
        return volumes;
    }

    void volumesAre(Map<String, PodVolume> prepared) {
        volumes = prepared;
    }

    Instant sandboxRetryAt() {
        return sandboxRetryAt;
    }

    void sandboxFailed(Instant now) {
        sandboxFailures = Math.min(sandboxFailures + 1, 5);
        sandboxRetryAt = now.plus(Duration.ofSeconds(1L << (sandboxFailures - 1)));
    }

    void sandboxStarted() {
        sandboxFailures = 0;
    }

    Optional<Pod> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    void see(Pod pod) {
        lastSeen = pod;
    }

    Optional<Waiting> failure() {
        return Optional.ofNullable(failure);
    }

    void fail(Waiting why) {
        failure = why;
    }

    boolean isCleared() {
        return cleared;
    }

    /// Nothing is left of the pod on this node.
    void clear() {
        cleared = true;
    }
}
