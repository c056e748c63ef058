package dev.skiff.apiserver.store;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// One watch: remembers how far its listener was told and pulls what follows from a log.
/// [#tell] may be called by many threads at once; one of them does the telling for all, so no
/// wake-up is lost and nothing is told twice.
public final class WatchFeed implements StoreWatch {
    private static final int EVENTS_AT_ONCE = 1_000;

    /// Reads a log for a feed.
    public interface Source {
        /// The writes under `prefix` after `revision`, at most about `limit`.
        LogSlice after(String prefix, long revision, int limit);
    }

    private enum State {
        IDLE,
        TELLING,
        CLOSED
    }

    private final String prefix;
    private final StoreListener listener;
    private final Source source;
    private final Consumer<WatchFeed> onClose;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile long position;
    private volatile OptionalLong endedAt = OptionalLong.empty();

    /// @param onClose hears once or more that this feed tells no more
    public WatchFeed(
            String prefix,
            long afterRevision,
            StoreListener listener,
            Source source,
            Consumer<WatchFeed> onClose) {
        this.prefix = prefix;
        this.position = afterRevision;
        this.listener = listener;
        this.source = source;
        this.onClose = onClose;
    }

    /// The listener was told every write up to this revision.
    public long position() {
        return position;
    }

    /// Tells the listener all there is to tell, unless another thread is at it: then that one does.
    /// What the listener throws ends the feed as if it had been compacted and is thrown on.
    public void tell() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        try {
            tellUntilAnswered();
        } catch (RuntimeException | Error e) {
            wakeUps.set(0);
            throw e;
        }
    }

    /// Tells the listener to read anew, as when what it follows is compacted.
    public void end(long oldest) {
        endedAt = OptionalLong.of(oldest);
        tell();
    }

    @Override
    public void close() {
        state.set(State.CLOSED);
        onClose.accept(this);
    }

    private void tellUntilAnswered() {
        int answered = 1;
        while (answered != 0) {
            boolean more = true;
            while (more) {
                more = tellSome();
            }
            answered = wakeUps.addAndGet(-answered);
        }
    }

    private boolean tellSome() {
        if (state.get() == State.CLOSED) {
            return false;
        }
        if (endedAt.isPresent()) {
            endNow(endedAt.getAsLong());
            return false;
        }
        return switch (source.after(prefix, position, EVENTS_AT_ONCE)) {
            case LogSlice.Events slice -> slice.upTo() > position && tellEvents(slice);
            case LogSlice.Compacted(long oldest) -> {
                endNow(oldest);
                yield false;
            }
        };
    }

    private boolean tellEvents(LogSlice.Events slice) {
        if (!state.compareAndSet(State.IDLE, State.TELLING)) {
            return false;
        }
        try {
            if (!slice.events().isEmpty()) {
                listener.onEvents(slice.events());
            }
            position = slice.upTo();
            if (state.get() == State.TELLING) {
                listener.onProgress(position);
            }
        } catch (RuntimeException | Error e) {
            state.compareAndSet(State.TELLING, State.IDLE);
            endNow(position);
            throw e;
        }
        return state.compareAndSet(State.TELLING, State.IDLE);
    }

    private void endNow(long oldest) {
        if (state.compareAndSet(State.IDLE, State.CLOSED)) {
            onClose.accept(this);
            listener.onCompacted(oldest);
        }
    }
}
