package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.LogSlice;
import dev.skiff.apiserver.store.RecentWrites;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.WatchFeeds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the writing thread does with a group: commit and sync, then tell the watches, then answer
/// the callers. Between groups it forgets old history, a little at a time. After a failure the
/// connection is made anew, and what really is in the file counts.
final class LogKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
    private static final int FORGET_AT_ONCE = 500;
    private static final int READ_AT_ONCE = 1_000;

    private final Database database;
    private final RecentWrites recent;
    private final WatchFeeds feeds;
    private final Checkpointer checkpointer;
    private final HistoryBound history;
    private final List<Job.Forget> forgetting = new ArrayList<>();
    private @Nullable LogWriter writer;
    private long forgetBefore;
    private boolean maintenanceFails;

    LogKeeper(
            Database database,
            RecentWrites recent,
            WatchFeeds feeds,
            Checkpointer checkpointer,
            HistoryBound history) {
        this.database = database;
        this.recent = recent;
        this.feeds = feeds;
        this.checkpointer = checkpointer;
        this.history = history;
    }

    /// Does the writes and answers them, one way or the other.
    void commit(List<Job.Write> writes) {
        LogWriter.Committed committed;
        try {
            committed = writer().commit(writes);
        } catch (SQLException e) {
            abandonWriter();
            StoreUnavailableException failure = database.unavailable("write to", e);
            writes.forEach(write -> write.answer().completeExceptionally(failure));
            return;
        }
        committed.events().forEach(recent::append);
        tellWatches();
        for (int n = 0; n < writes.size(); n++) {
            writes.get(n).answer().complete(committed.results().get(n));
        }
        long sizeBytes = writes.stream().mapToLong(Job.Write::sizeBytes).sum();
        history.wrote(recent.head(), sizeBytes);
        checkpointer.wrote(sizeBytes);
    }

    /// Takes the order; [#maintain] carries it out.
    void forget(Job.Forget order) {
        forgetBefore = Math.max(forgetBefore, order.revision());
        forgetting.add(order);
    }

    /// Does one piece of what has to be done between groups; returns whether there is more of it.
    boolean maintain() {
        forgetBefore = Math.max(forgetBefore, history.forgettable());
        try {
            if (checkpointer.takePauseRequest()) {
                writer().restartWriteAheadLog();
            }
            boolean more = forgetSome(writer());
            maintenanceFails = false;
            return more;
        } catch (SQLException e) {
            abandonWriter();
            maintenanceFailed(e);
            return false;
        }
    }

    @Override
    public void close() {
        abandonWriter();
    }

    private boolean forgetSome(LogWriter log) throws SQLException {
        long target = Math.min(forgetBefore, log.head());
        if (target > log.oldest()) {
            log.forgetBefore(Math.min(target, log.oldest() + FORGET_AT_ONCE));
            recent.forgetUpTo(log.oldest());
        }
        boolean more = log.oldest() < target;
        if (!more) {
            forgetting.forEach(order -> order.answer().complete(log.oldest()));
            forgetting.clear();
        }
        return more;
    }

    private void maintenanceFailed(SQLException cause) {
        if (!maintenanceFails) {
            LOG.warn("cannot forget old history, tried again until it works", cause);
        }
        maintenanceFails = true;
        StoreUnavailableException failure = database.unavailable("compact", cause);
        forgetting.forEach(order -> order.answer().completeExceptionally(failure));
        forgetting.clear();
    }

    private void tellWatches() {
        try {
            feeds.tellAll();
        } catch (RuntimeException e) {
            LOG.error("a listener failed; it was told to read anew", e);
        }
    }

    private LogWriter writer() throws SQLException {
        LogWriter open = writer;
        if (open == null) {
            open = new LogWriter(database.connect());
            writer = open;
            adoptUnanswered(open);
        }
        return open;
    }

    /// A commit that failed may have happened after all.
    private void adoptUnanswered(LogWriter log) throws SQLException {
        if (log.head() <= recent.head()) {
            return;
        }
        try (Connection connection = database.connect();
                LogReader reader = new LogReader(connection)) {
            while (recent.head() < log.head()
                    && reader.after("", recent.head(), READ_AT_ONCE)
                            instanceof LogSlice.Events found) {
                found.events().forEach(recent::append);
            }
        }
        tellWatches();
    }

    private void abandonWriter() {
        LogWriter failed = writer;
        writer = null;
        if (failed == null) {
            return;
        }
        try {
            failed.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a connection", e);
        }
    }
}
