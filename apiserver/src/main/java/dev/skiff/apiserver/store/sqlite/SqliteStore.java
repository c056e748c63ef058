package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.LogSlice;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RecentWrites;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreArguments;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WatchFeed;
import dev.skiff.apiserver.store.WatchFeeds;
import dev.skiff.apiserver.store.WriteResult;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SQLite file: a log by revision and an index by key. A write is answered after its sync, and
/// after the watches were told. When the disk is full or fails, calls fail and work again once it
/// works again. History is bounded, so a file whose keys are only updated does not grow.
public final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final int RECENT_EVENTS = 8_192;
    private static final long RECENT_BYTES = 32L << 20;
    private static final long RESUMABLE_BYTES = 8L << 20;
    private static final int EVENTS_AT_ONCE = 1_000;
    private static final long RETRY_MILLIS = 1_000;

    private final SqliteSettings settings;
    private final DatabaseLock lock;
    private final ReadPool reads;
    private final RecentWrites recent;
    private final WatchFeeds feeds;
    private final Checkpointer checkpointer;
    private final GroupWriter writer;
    private final CountDownLatch closed = new CountDownLatch(1);

    private SqliteStore(
            SqliteSettings settings, DatabaseLock lock, Database database, InstantSource clock) {
        this.settings = settings;
        this.lock = lock;
        this.reads = new ReadPool(database, settings);
        this.recent = reads.ask("read", SqliteStore::recentWrites);
        this.feeds = new WatchFeeds(this::logAfter);
        this.checkpointer = new Checkpointer(database, settings);
        HistoryBound history = new HistoryBound(settings.history(), recent.head(), clock);
        this.writer =
                new GroupWriter(
                        settings, new LogKeeper(database, recent, feeds, checkpointer, history));
    }

    /// Opens the file, or makes it. Fails when another process has it, or a newer version made it.
    public static SqliteStore open(SqliteSettings settings, InstantSource clock) {
        DatabaseLock lock = DatabaseLock.take(settings.file());
        try {
            return new SqliteStore(settings, lock, Database.open(settings.file()), clock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return write(Job.Write.of(key, value, 0));
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(Job.Write.of(key, value, expectedRevision));
    }

    @Override
    public WriteResult delete(String key, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(Job.Write.of(key, null, expectedRevision));
    }

    @Override
    public Optional<StoreEntry> get(String key) {
        return reads.ask("read", reader -> reader.get(key));
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        StoreArguments.requireRange(prefix, limit, revision);
        return reads.ask("read", reader -> reader.range(prefix, startAfter, limit, revision));
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        requireOpen();
        WatchFeed feed = feeds.add(prefix, afterRevision, listener);
        Thread.ofVirtual().name("skiff-store-watch " + prefix).start(feed::tell);
        return feed;
    }

    @Override
    public long revision() {
        requireOpen();
        return recent.head();
    }

    @Override
    public long resumableFrom() {
        requireOpen();
        return recent.resumableFrom();
    }

    @Override
    public void compact(long revision) {
        Job.Forget order = Job.Forget.before(revision);
        writer.submit(order);
        Answers.await(order.answer(), "compact", settings);
    }

    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        feeds.closeAll();
        writer.close();
        checkpointer.close();
        reads.close();
        lock.close();
    }

    /// The last writes of whoever had the file before us.
    private static RecentWrites recentWrites(LogReader reader) throws SQLException {
        LogReader.Bounds bounds =
                reader.resumable(RecentWrites.RESUMABLE_REVISIONS, RESUMABLE_BYTES);
        RecentWrites recent = new RecentWrites(bounds.oldest(), RECENT_EVENTS, RECENT_BYTES);
        while (recent.head() < bounds.head()
                && reader.after("", recent.head(), EVENTS_AT_ONCE)
                        instanceof LogSlice.Events found) {
            found.events().forEach(recent::append);
            recent.advance(found.upTo());
        }
        return recent;
    }

    private WriteResult write(Job.Write write) {
        writer.submit(write);
        return Answers.await(write.answer(), "write to", settings);
    }

    /// The writing thread always finds what it tells in memory; a feed that is further behind is
    /// told by the thread of its watch, which may wait for the disk.
    private LogSlice logAfter(String prefix, long revision, int limit) {
        Optional<LogSlice.Events> inMemory = recent.after(prefix, revision, limit);
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        while (true) {
            try {
                return reads.ask("read", reader -> reader.after(prefix, revision, limit));
            } catch (StoreUnavailableException e) {
                if (closesWithin(RETRY_MILLIS)) {
                    return new LogSlice.Events(List.of(), revision);
                }
                LOG.warn("a watch of {} waits for its history", prefix, e);
            }
        }
    }

    private boolean closesWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void requireOpen() {
        if (closed.getCount() == 0) {
            throw new StoreUnavailableException("the store is closed");
        }
    }
}
