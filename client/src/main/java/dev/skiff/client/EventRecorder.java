package dev.skiff.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells users what was done and why, as Event objects. Recording never waits and never fails: it
/// puts an occurrence into a bounded queue, from any thread, and [#step] sends one at a time. When
/// the queue is full, or the server doesn't answer for long, events are lost.
public final class EventRecorder implements Steppable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int WAITING_AT_MOST = 1000;
    private static final int ATTEMPTS = 12;
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    /// Who records: the component, and the node it runs on if that matters.
    public record Source(String component, String host) {
        public static Source component(String name) {
            return new Source(name, "");
        }
    }

    /// One event on its way, the same at every attempt.
    ///
    /// @param before null: it is new
    private record Delivery(String identity, Event event, EventCorrelator.@Nullable Told before) {}

    private final ApiClient client;
    private final Source source;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EventCorrelator correlator = new EventCorrelator();
    private final BlockingQueue<EventCorrelator.Occurrence> waiting =
            new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final AtomicBoolean overflown = new AtomicBoolean();
    private volatile Runnable wake = () -> {};
    private @Nullable Delivery current;
    private Instant dueAt = Instant.MIN;
    private int failures;
    private long lastStamp;

    public EventRecorder(
            ApiClient client, Source source, InstantSource clock, RandomGenerator random) {
        this.client = client;
        this.source = source;
        this.clock = clock;
        this.random = random;
    }

    public void normal(HasMetadata about, String reason, String message) {
        record(referTo(about), "Normal", reason, message);
    }

    public void warning(HasMetadata about, String reason, String message) {
        record(referTo(about), "Warning", reason, message);
    }

    /// @param type `Normal` or `Warning`
    public void record(ObjectReference about, String type, String reason, String message) {
        record(about, type, reason, message, clock.instant());
    }

    /// Of something that is known only now.
    ///
    /// @param at when it happened
    public void record(
            ObjectReference about, String type, String reason, String message, Instant at) {
        var occurrence = new EventCorrelator.Occurrence(about, type, reason, message, at);
        if (waiting.offer(occurrence)) {
            wake.run();
        } else if (overflown.compareAndSet(false, true)) {
            LOG.warn("{} events wait; lost {} about {}", WAITING_AT_MOST, reason, about.getName());
        }
    }

    /// What an event's `involvedObject` says of an object.
    public static ObjectReference referTo(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build();
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }

    @Override
    public Instant nextDue() {
        return waiting.isEmpty() && current == null ? Instant.MAX : dueAt;
    }

    @Override
    public boolean step() {
        if (clock.instant().isBefore(dueAt)) {
            return false;
        }
        Delivery delivery = current == null ? takeNext() : current;
        if (delivery == null) {
            return false;
        }
        try {
            send(delivery);
            delivered();
        } catch (OutsideWorldException e) {
            current = delivery;
            retryOrLose(delivery, e);
        }
        return true;
    }

    private @Nullable Delivery takeNext() {
        EventCorrelator.Occurrence next = waiting.poll();
        overflown.set(false);
        while (next != null) {
            switch (correlator.judge(next)) {
                case EventCorrelator.Verdict.Drop() ->
                        LOG.debug("too many events about {}", next.about().getName());
                case EventCorrelator.Verdict.Tell(var identity, var message) -> {
                    return new Delivery(identity, event(next, message, 1, next.at()), null);
                }
                case EventCorrelator.Verdict.CountAgain(var identity, var message, var before) -> {
                    Event event = event(next, message, before.count() + 1, before.first());
                    return new Delivery(identity, event, before);
                }
            }
            next = waiting.poll();
        }
        return null;
    }

    private void delivered() {
        current = null;
        failures = 0;
    }

    private void retryOrLose(Delivery delivery, OutsideWorldException e) {
        dueAt = clock.instant().plus(BACKOFF.delay(failures, random));
        failures++;
        if (failures == ATTEMPTS) {
            LOG.warn("lost event {}", delivery.event().getMetadata().getName(), e);
            delivered();
        }
    }

    private void send(Delivery delivery) {
        EventCorrelator.Told before = delivery.before();
        if (before == null || !countAgain(delivery, before)) {
            create(delivery);
        }
    }

    /// A create whose answer was lost is met again as `AlreadyExists`: the name stays the same.
    private void create(Delivery delivery) {
        switch (client.create(Types.EVENT, delivery.event())) {
            case ApiResult.Done<Event> _, ApiResult.AlreadyExists<Event> _ -> remember(delivery);
            case ApiResult.Conflict<Event>(var status) -> refused(status);
            case ApiResult.NotFound<Event>(var status) -> refused(status);
            case ApiResult.Rejected<Event>(var status) -> refused(status);
        }
    }

    /// Returns whether the event was still there, or is not to be had.
    private boolean countAgain(Delivery delivery, EventCorrelator.Told before) {
        Event event = delivery.event();
        ObjectNode change = Json.object();
        change.put("count", event.getCount());
        change.put("lastTimestamp", event.getLastTimestamp());
        change.put("message", event.getMessage());
        ObjectKey key = new ObjectKey(before.namespace(), before.name());
        switch (client.patch(Types.EVENT, key, Patch.strategic(change))) {
            case ApiResult.Done<Event> _ -> {
                var told =
                        new EventCorrelator.Told(
                                before.namespace(),
                                before.name(),
                                event.getCount(),
                                before.first());
                correlator.remember(delivery.identity(), told);
            }
            case ApiResult.NotFound<Event> _ -> {
                return false;
            }
            case ApiResult.AlreadyExists<Event>(var status) -> refused(status);
            case ApiResult.Conflict<Event>(var status) -> refused(status);
            case ApiResult.Rejected<Event>(var status) -> refused(status);
        }
        return true;
    }

    private static void refused(Status status) {
        LOG.debug("event not taken: {}", status.message());
    }

    private void remember(Delivery delivery) {
        Event event = delivery.event();
        correlator.remember(
                delivery.identity(),
                new EventCorrelator.Told(
                        event.getMetadata().getNamespace(),
                        event.getMetadata().getName(),
                        event.getCount(),
                        Instant.parse(event.getFirstTimestamp())));
    }

    private Event event(
            EventCorrelator.Occurrence occurrence, String message, int count, Instant first) {
        ObjectReference about = occurrence.about();
        String namespace = Optional.ofNullable(about.getNamespace()).orElse("default");
        return new EventBuilder()
                .withNewMetadata()
                .withName(about.getName() + "." + suffix(occurrence.at()))
                .withNamespace(namespace)
                .endMetadata()
                .withInvolvedObject(about)
                .withType(occurrence.type())
                .withReason(occurrence.reason())
                .withMessage(message)
                .withCount(count)
                .withFirstTimestamp(seconds(first))
                .withLastTimestamp(seconds(occurrence.at()))
                .withNewSource(source.component(), source.host().isEmpty() ? null : source.host())
                .withReportingComponent(source.component())
                .withReportingInstance(source.host())
                .build();
    }

    /// Nanoseconds in hexadecimal, as upstream; the last of them random, since clocks are coarser.
    /// They only grow, so that events of one moment sort by name as they happened.
    private String suffix(Instant at) {
        long nanos = at.getEpochSecond() * 1_000_000_000L + at.getNano();
        lastStamp = Math.max(nanos + random.nextInt(1_000_000), lastStamp + 1);
        return Long.toHexString(lastStamp);
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
