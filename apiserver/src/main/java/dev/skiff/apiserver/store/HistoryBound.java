package dev.skiff.apiserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// Decides up to which revision history may be forgotten. Remembers when about which revision was
/// written, in a few dozen marks. Not thread-safe.
public final class HistoryBound {
    private static final int MARKS = 20;

    /// How much history to keep: none older than `age`, and of the younger one at most so many
    /// revisions and bytes.
    public record Limit(Duration age, long revisions, long bytes) {}

    private record Mark(Instant at, long revision, long bytes) {}

    private final Limit limit;
    private final InstantSource clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long bytes;

    /// @param revision what was written up to here counts as written now
    public HistoryBound(Limit limit, long revision, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        marks.add(new Mark(clock.instant(), revision, 0));
    }

    /// Tells of the writes up to `revision`, `sizeBytes` together.
    public void wrote(long revision, long sizeBytes) {
        Instant now = clock.instant();
        bytes += sizeBytes;
        Mark last = marks.getLast();
        boolean far =
                revision - last.revision() >= limit.revisions() / MARKS
                        || bytes - last.bytes() >= limit.bytes() / MARKS
                        || !now.isBefore(last.at().plus(limit.age().dividedBy(MARKS)));
        if (far) {
            marks.add(new Mark(now, revision, bytes));
        }
    }

    /// History up to here is not needed any more; 0 when all is.
    public long forgettable() {
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
        return mark.at().plus(limit.age()).isBefore(now)
                || last.revision() - mark.revision() > limit.revisions()
                || bytes - mark.bytes() > limit.bytes();
    }
}
