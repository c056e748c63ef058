package dev.skiff.controllers.node;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// When each node was last heard of, by our own clock. Not thread-safe.
final class Heartbeats {
    /// @param sign what the last heartbeat looked like
    private record Heard(String sign, Instant at) {}

    private final Map<String, Heard> heard = new LinkedHashMap<>();

    /// Returns whether the node is a new one.
    boolean note(String node, String sign, Instant now) {
        Heard before = heard.get(node);
        if (before == null || !before.sign().equals(sign)) {
            heard.put(node, new Heard(sign, now));
        }
        return before == null;
    }

    /// Everybody counts as just heard of.
    void forgiveAll(Instant now) {
        heard.replaceAll((_, before) -> new Heard(before.sign(), now));
    }

    /// Forgets all nodes but these.
    void retain(Set<String> nodes) {
        heard.keySet().retainAll(nodes);
    }

    boolean isSilentFor(String node, Duration duration, Instant now) {
        Heard last = heard.get(node);
        return last != null && last.at().plus(duration).isBefore(now);
    }
}
