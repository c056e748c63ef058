package dev.skiff.apiserver.store;

import java.util.List;

/// What a log holds after a revision.
public sealed interface LogSlice {
    /// @param upTo every write up to this revision that was asked for is among `events`
    record Events(List<StoreEvent> events, long upTo) implements LogSlice {
        public Events {
            events = List.copyOf(events);
        }
    }

    /// That part of the log is forgotten for good.
    record Compacted(long oldest) implements LogSlice {}
}
