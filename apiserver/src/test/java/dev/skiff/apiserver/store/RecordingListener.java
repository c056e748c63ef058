package dev.skiff.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;

/// Remembers what a watch told, and that it told it by the rules: one call at a time, revisions
/// rising, nothing after the end.
public final class RecordingListener implements StoreListener {
    private static final ConditionFactory PATIENTLY =
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2));

    private final AtomicBoolean inCall = new AtomicBoolean();
    private final List<StoreEvent> events = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private OptionalLong compactedTo = OptionalLong.empty();
    private long progress;

    @Override
    public void onEvents(List<StoreEvent> told) {
        inOneCall(() -> told.forEach(this::add));
    }

    @Override
    public void onProgress(long revision) {
        inOneCall(
                () -> {
                    if (revision < progress) {
                        broken.add("progress fell from " + progress + " to " + revision);
                    }
                    progress = revision;
                });
    }

    @Override
    public void onCompacted(long oldest) {
        inOneCall(() -> compactedTo = OptionalLong.of(oldest));
    }

    /// All events so far; fails when a rule was broken.
    public synchronized List<StoreEvent> events() {
        assertThat(broken).isEmpty();
        return List.copyOf(events);
    }

    public synchronized long progress() {
        return progress;
    }

    public synchronized OptionalLong compactedTo() {
        return compactedTo;
    }

    /// Waits until the watch has told every write up to `revision`.
    public List<StoreEvent> eventsUpTo(long revision) {
        PATIENTLY.until(() -> progress() >= revision);
        return events();
    }

    public long awaitCompacted() {
        PATIENTLY.until(() -> compactedTo().isPresent());
        return compactedTo().getAsLong();
    }

    private void add(StoreEvent event) {
        if (event.revision() <= progress) {
            broken.add(event + " told after progress " + progress);
        }
        if (!events.isEmpty() && event.revision() <= events.getLast().revision()) {
            broken.add(event + " told after " + events.getLast());
        }
        events.add(event);
    }

    private void inOneCall(Runnable call) {
        boolean alone = inCall.compareAndSet(false, true);
        record(alone, call);
        inCall.set(false);
    }

    private synchronized void record(boolean alone, Runnable call) {
        if (!alone) {
            broken.add("two calls at a time");
        }
        if (compactedTo.isPresent()) {
            broken.add("told something after the end");
        }
        call.run();
    }
}
