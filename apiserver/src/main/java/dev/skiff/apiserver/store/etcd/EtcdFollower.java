package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.RecentWrites;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.WatchFeeds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one watch on all our keys going and tells the watches of this process what it sees. When
/// it breaks, another one on a new connection goes on after the last revision that was seen. When
/// that is compacted, every watch of this process is told to read anew. Compacts old history.
///
/// Others may write to the same etcd, so a revision that a caller knows of may never show in our
/// watch. Then a write to the tick key makes a later one show.
final class EtcdFollower implements EtcdWatch.Owner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdFollower.class);
    private static final long TICK_AFTER_MILLIS = 100;
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LAST_RETRY_MILLIS = 2_000;
    private static final long LOOK_AT_HISTORY_EVERY_MILLIS = 5_000;

    /// Fewer are worth a compaction only every so many looks.
    private static final long MANY_REVISIONS = 10_000;

    private static final int LOOKS_FOR_FEW = 6;

    private final EtcdCalls calls;
    private final RecentWrites recent;
    private final WatchFeeds feeds;
    private final HistoryBound history;
    private final ScheduledExecutorService loop =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("skiff-store-follower").daemon().factory());
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private final AtomicLong demanded = new AtomicLong();
    // What follows belongs to the loop.
    private @Nullable EtcdWatch watch;
    private boolean follows;
    private boolean lossIsKnown;
    private boolean tickIsDue;
    private int looks;
    private long forgettable;
    private long compacted;
    private long retryMillis = FIRST_RETRY_MILLIS;

    private EtcdFollower(
            EtcdCalls calls, RecentWrites recent, WatchFeeds feeds, HistoryBound history) {
        this.calls = calls;
        this.recent = recent;
        this.feeds = feeds;
        this.history = history;
    }

    /// Returns when etcd has accepted the watch.
    static EtcdFollower start(
            EtcdCalls calls, RecentWrites recent, WatchFeeds feeds, HistoryBound history) {
        EtcdFollower follower = new EtcdFollower(calls, recent, feeds, history);
        follower.soon(follower::watchFromNow);
        follower.later(LOOK_AT_HISTORY_EVERY_MILLIS, follower::compactOldHistory);
        try {
            calls.await("follow", follower.started);
            return follower;
        } catch (StoreUnavailableException e) {
            follower.close();
            throw e;
        }
    }

    /// Makes sure that watches soon hear of progress to `revision`, which etcd has told us of.
    void demand(long revision) {
        if (revision > recent.head()) {
            demanded.accumulateAndGet(revision, Math::max);
            soon(this::tickSoon);
        }
    }

    @Override
    public void following(EtcdWatch now) {
        soon(
                () -> {
                    if (now == watch) {
                        follows = true;
                        started.complete(null);
                        retryMillis = FIRST_RETRY_MILLIS;
                        if (lossIsKnown) {
                            LOG.info(
                                    "{} answers again, watches go on after revision {}",
                                    calls,
                                    recent.head());
                        }
                        lossIsKnown = false;
                        tickSoon();
                    }
                });
    }

    @Override
    public void broken(EtcdWatch now, String reason) {
        soon(() -> replace(now, reason, this::reconnect));
    }

    /// The connection is well, and others may be using it.
    @Override
    public void outdated(EtcdWatch now, String reason) {
        soon(() -> replace(now, reason, this::startOver));
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> ended = CompletableFuture.runAsync(this::endWatch, loop);
        calls.await("leave", ended);
        loop.shutdownNow();
    }

    /// Resumes: begins with the last revision seen, of which the watch skips what is known. Asked
    /// that way, etcd refuses when anything after it may be forgotten.
    private void watchOn() {
        watchFrom(recent.head());
    }

    private void watchFromNow() {
        watchFrom(recent.head() + 1);
    }

    private void watchFrom(long revision) {
        EtcdWatch next = new EtcdWatch(calls, recent, feeds, this);
        watch = next;
        follows = false;
        next.start(calls.watchClient(), revision);
        later(calls.timeoutMillis(), () -> requireFollowing(next));
    }

    private void endWatch() {
        EtcdWatch last = watch;
        watch = null;
        if (last != null) {
            last.close();
        }
    }

    private void requireFollowing(EtcdWatch started) {
        if (started == watch && !follows) {
            replace(started, "it did not accept a watch in time", this::reconnect);
        }
    }

    private void replace(EtcdWatch ended, String reason, Runnable next) {
        if (ended != watch) {
            return;
        }
        follows = false;
        endWatch();
        if (!lossIsKnown) {
            LOG.warn("lost {}: {}; watches wait", calls, reason);
        }
        lossIsKnown = true;
        retry(next);
    }

    private void retry(Runnable next) {
        long jitter = ThreadLocalRandom.current().nextLong(retryMillis / 2 + 1);
        later(retryMillis + jitter, next);
        retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    }

    private void reconnect() {
        calls.renewConnection();
        watchOn();
    }

    private void reconnectAndStartOver() {
        calls.renewConnection();
        startOver();
    }

    /// What happened between the last revision seen and now cannot be learned any more.
    private void startOver() {
        try {
            long now = calls.revision();
            LOG.warn(
                    "{} has forgotten what came after revision {}: all watches start over at {}",
                    calls,
                    recent.head(),
                    now);
            recent.restartAfter(now);
            feeds.endAll(now);
            watchFromNow();
        } catch (StoreUnavailableException e) {
            LOG.debug("start over later", e);
            retry(this::reconnectAndStartOver);
        }
    }

    private void tickSoon() {
        if (!tickIsDue && recent.head() < demanded.get()) {
            tickIsDue = true;
            later(TICK_AFTER_MILLIS, this::tick);
        }
    }

    private void tick() {
        tickIsDue = false;
        long wanted = demanded.get();
        EtcdWatch now = watch;
        if (now != null && follows && recent.head() < wanted) {
            calls.tick();
            later(calls.timeoutMillis(), () -> requireSeen(now, wanted));
        }
    }

    private void requireSeen(EtcdWatch asked, long revision) {
        if (recent.head() < revision) {
            replace(asked, "its watch stands still before revision " + revision, this::reconnect);
        }
    }

    private void compactOldHistory() {
        history.wrote(recent.head(), 0);
        forgettable = Math.max(forgettable, history.forgettable());
        looks++;
        long gained = forgettable - compacted;
        if (gained >= MANY_REVISIONS || (gained > 0 && looks >= LOOKS_FOR_FEW)) {
            calls.compactInBackground(forgettable);
            compacted = forgettable;
            looks = 0;
        }
        later(LOOK_AT_HISTORY_EVERY_MILLIS, this::compactOldHistory);
    }

    private void soon(Runnable task) {
        later(0, task);
    }

    private void later(long millis, Runnable task) {
        if (!loop.isShutdown()) {
            var _ = loop.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("following {} failed", calls, e);
        }
    }
}
