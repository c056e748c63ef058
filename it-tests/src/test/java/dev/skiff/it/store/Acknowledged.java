package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RecordingListener;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreWatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a victim was told is written. Immutable.
record Acknowledged(List<Line> lines) {
    Acknowledged {
        lines = List.copyOf(lines);
    }

    /// @param number which write put it; -1: it is gone
    record Line(String key, int number, long revision) {
        static Line parse(String text) {
            String[] words = text.split(" ");
            boolean isPut = words[0].equals("put");
            return new Line(
                    words[1],
                    isPut ? Integer.parseInt(words[2]) : -1,
                    Long.parseLong(words[words.length - 1]));
        }

        boolean isGone() {
            return number < 0;
        }
    }

    long lastRevision() {
        return lines.stream().mapToLong(Line::revision).max().orElse(1);
    }

    /// Checks a store that was opened after the crash: its history has no gap and says, revision by
    /// revision, what was acknowledged; what is older than history is there as it was.
    void assertKeptBy(Store store) {
        long oldest = oldest(store);
        Map<Long, StoreEvent> history = history(store, oldest);
        Map<String, StoreEntry> state = state(store, oldest);
        Map<String, Line> latestBefore = new TreeMap<>();
        for (Line line : lines) {
            StoreEvent event = history.get(line.revision());
            if (event != null) {
                assertSame(line, event);
            }
            if (line.revision() <= oldest) {
                latestBefore.put(line.key(), line);
            }
        }
        assertThat(store.revision()).isGreaterThanOrEqualTo(lastRevision());
        latestBefore.values().forEach(line -> assertState(line, state));
    }

    private static long oldest(Store store) {
        return store.range("/", "", 1, 1) instanceof RangeResult.Compacted(var oldest) ? oldest : 1;
    }

    private static Map<Long, StoreEvent> history(Store store, long oldest) {
        RecordingListener listener = new RecordingListener();
        List<StoreEvent> events;
        try (StoreWatch _ = store.watch("/", oldest, listener)) {
            events = listener.eventsUpTo(store.revision());
        }
        List<Long> expected = new ArrayList<>();
        for (long revision = oldest + 1; revision <= store.revision(); revision++) {
            expected.add(revision);
        }
        assertThat(events).extracting(StoreEvent::revision).isEqualTo(expected);
        Map<Long, StoreEvent> byRevision = new HashMap<>();
        events.forEach(event -> byRevision.put(event.revision(), event));
        return byRevision;
    }

    private static Map<String, StoreEntry> state(Store store, long revision) {
        RangeResult.Page page = (RangeResult.Page) store.range("/", "", 0, revision);
        Map<String, StoreEntry> state = new HashMap<>();
        page.entries().forEach(entry -> state.put(entry.key(), entry));
        return state;
    }

    /// A line about what was found at a start carries the revision of the store.
    private static void assertSame(Line line, StoreEvent event) {
        if (line.isGone() && !event.key().equals(line.key())) {
            return;
        }
        assertThat(event.key()).isEqualTo(line.key());
        switch (event) {
            case StoreEvent.Put put ->
                    assertThat(put.value())
                            .as("%s", line)
                            .isEqualTo(VictimMain.value(line.key(), line.number()));
            case StoreEvent.Delete _ -> assertThat(line.isGone()).as("%s", line).isTrue();
        }
    }

    private static void assertState(Line line, Map<String, StoreEntry> state) {
        Optional<StoreEntry> entry = Optional.ofNullable(state.get(line.key()));
        if (line.isGone()) {
            assertThat(entry).as("%s", line).isEmpty();
        } else {
            assertThat(entry).as("%s", line).isPresent();
            assertThat(entry.get().revision()).as("%s", line).isEqualTo(line.revision());
            assertThat(entry.get().value()).isEqualTo(VictimMain.value(line.key(), line.number()));
        }
    }
}
