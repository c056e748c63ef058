package dev.skiff.client;

import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Decides what becomes of an occurrence, with the limits Kubernetes' components keep: the same
/// event again is counted; more than ten different messages about the same thing within ten minutes
/// are one; and an object gets at most a burst of 25 and then one every five minutes.
///
/// Bounded: of everything only the 4,096 used last are remembered. Not thread-safe.
final class EventCorrelator {
    private static final int REMEMBERED = 4096;
    private static final int DIFFERENT_MESSAGES = 10;
    private static final Duration SIMILAR_WITHIN = Duration.ofMinutes(10);
    private static final int BURST = 25;
    private static final Duration ONE_PER = Duration.ofMinutes(5);

    /// Something that happened to an object.
    record Occurrence(
            ObjectReference about, String type, String reason, String message, Instant at) {}

    sealed interface Verdict {
        /// Tell it as a new event.
        record Tell(String identity, String message) implements Verdict {}

        /// It has been told before.
        record CountAgain(String identity, String message, Told before) implements Verdict {}

        /// There has been too much of this object.
        record Drop() implements Verdict {}
    }

    /// An event that stands in the API server.
    record Told(String namespace, String name, int count, Instant first) {}

    private record Similar(Set<String> messages, Instant last) {}

    private final Map<String, Similar> similar = new Remembered<>();
    private final Map<String, Told> told = new Remembered<>();
    private final Map<String, TokenBucket> buckets = new Remembered<>();

    private static final class Remembered<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }

    Verdict judge(Occurrence occurrence) {
        String object = identityOf(occurrence.about());
        boolean allowed =
                buckets.computeIfAbsent(
                                object, _ -> new TokenBucket(BURST, ONE_PER, occurrence.at()))
                        .tryTake(occurrence.at());
        if (!allowed) {
            return new Verdict.Drop();
        }
        String thing = String.join("\n", object, occurrence.type(), occurrence.reason());
        boolean combine = tooManyMessages(thing, occurrence);
        String identity = combine ? thing : exactly(thing, occurrence);
        String message =
                combine
                        ? "(combined from similar events): " + occurrence.message()
                        : occurrence.message();
        Told before = told.get(identity);
        return before == null
                ? new Verdict.Tell(identity, message)
                : new Verdict.CountAgain(identity, message, before);
    }

    private static String exactly(String thing, Occurrence occurrence) {
        String part = String.valueOf(occurrence.about().getFieldPath());
        return String.join("\n", thing, part, occurrence.message());
    }

    void remember(String identity, Told event) {
        told.put(identity, event);
    }

    private boolean tooManyMessages(String thing, Occurrence occurrence) {
        Set<String> messages = messagesSoFar(thing, occurrence.at());
        messages.add(occurrence.message());
        similar.put(thing, new Similar(messages, occurrence.at()));
        if (messages.size() <= DIFFERENT_MESSAGES) {
            return false;
        }
        messages.remove(occurrence.message());
        return true;
    }

    private Set<String> messagesSoFar(String thing, Instant at) {
        Similar before = similar.get(thing);
        return before == null || before.last().plus(SIMILAR_WITHIN).isBefore(at)
                ? new LinkedHashSet<>()
                : before.messages();
    }

    private static String identityOf(ObjectReference about) {
        return String.join(
                "\n",
                String.valueOf(about.getApiVersion()),
                String.valueOf(about.getKind()),
                String.valueOf(about.getNamespace()),
                String.valueOf(about.getName()),
                String.valueOf(about.getUid()));
    }
}
