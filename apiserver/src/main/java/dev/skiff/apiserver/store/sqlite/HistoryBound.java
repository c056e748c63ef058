package dev.skiff.apiserver.store.sqlite;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// Decides up to which revision history may be forgotten. Remembers when about which revision was
/// written, in a few dozen marks. Not thread-safe.
final class HistoryBound {
    private static final int MARKS = 20;

    private record Mark(Instant at, long revision, long bytes) {}

    private final SqliteSettings settings;
    private final InstantSource clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long bytes;

    /// @param revision what was written up to here counts as written now
    HistoryBound(SqliteSettings settings, long revision, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        marks.add(new Mark(clock.instant(), revision, 0));
    }

    void wrote(long revision, long sizeBytes) {
        Instant now = clock.instant();
        bytes += sizeBytes;
        Mark last = marks.getLast();
        boolean far =
                revision - last.revision() >= settings.historyRevisions() / MARKS
                        || bytes - last.bytes() >= settings.historyBytes() / MARKS
                        || !now.isBefore(last.at().plus(settings.historyAge().dividedBy(MARKS)));
        if (far) {
            marks.add(new Mark(now, revision, bytes));
        }
    }

    /// History up to here is not needed any more; 0 when all is.
    long forgettable() {
        Instant now = clock.instant();
        long forgettable = 0;
        while (!marks.isEmpty() && tooFarBack(marks.getFirst(), now)) {
            forgettable = marks.removeFirst().revision();
        }
        if (marks.isEmpty()) {
            marks.add(new Mark(now, forgettable, bytes));
        }
        return forgettable;
    }

    private boolean tooFarBack(Mark mark, Instant now) {
        Mark last = marks.getLast();
        return mark.at().plus(settings.historyAge()).isBefore(now)
                || last.revision() - mark.revision() > settings.historyRevisions()
                || bytes - mark.bytes() > settings.historyBytes();
    }
}
