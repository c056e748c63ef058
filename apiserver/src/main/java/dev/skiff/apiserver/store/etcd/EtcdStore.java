package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.LogSlice;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.RecentWrites;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreArguments;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreWatch;
import dev.skiff.apiserver.store.WatchFeed;
import dev.skiff.apiserver.store.WatchFeeds;
import dev.skiff.apiserver.store.WriteResult;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Our keys in an etcd that others may use too. Calls from many threads travel together; while
/// etcd is away they fail, and everything goes on when it is back.
///
/// History is etcd's: a range may go as far back as it reaches. Watches reach back as far as the
/// latest writes fit in memory, of which there are some from before this store was opened.
public final class EtcdStore implements Store {
    private static final int RECENT_EVENTS = 8_192;
    private static final long RECENT_BYTES = 32L << 20;

    private final EtcdCalls calls;
    private final EtcdKeys keys;
    private final EtcdReads reads;
    private final RecentWrites recent;
    private final WatchFeeds feeds;
    private final EtcdFollower follower;
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EtcdStore(EtcdCalls calls, long resumableFrom, HistoryBound history) {
        this.calls = calls;
        this.keys = calls.keys();
        this.reads = new EtcdReads(calls);
        this.recent = new RecentWrites(resumableFrom, RECENT_EVENTS, RECENT_BYTES);
        this.feeds = new WatchFeeds(this::logAfter);
        this.follower = EtcdFollower.start(calls, recent, feeds, history);
    }

    /// Connects; fails when etcd does not answer in time.
    public static EtcdStore open(EtcdSettings settings, InstantSource clock) {
        EtcdCalls calls = EtcdCalls.open(settings);
        try {
            long revision = calls.revision();
            HistoryBound history = new HistoryBound(settings.history(), revision, clock);
            EtcdStore store = new EtcdStore(calls, resumableFrom(calls, revision), history);
            store.catchUp(revision);
            return store;
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    @Override
    public WriteResult create(String key, byte[] value) {
        return write(key, 0, put(key, value));
    }

    @Override
    public WriteResult update(String key, byte[] value, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(key, expectedRevision, put(key, value));
    }

    @Override
    public WriteResult delete(String key, long expectedRevision) {
        StoreArguments.requireWritten(key, expectedRevision);
        return write(key, expectedRevision, Op.delete(keys.of(key), DeleteOption.DEFAULT));
    }

    @Override
    public Optional<StoreEntry> get(String key) {
        List<KeyValue> found = calls.call("read from", kv -> kv.get(keys.of(key))).getKvs();
        return found.stream().map(calls::entry).findFirst();
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        RangeResult found = reads.range(prefix, startAfter, limit, revision);
        if (found instanceof RangeResult.Page page) {
            follower.demand(page.revision());
        }
        return found;
    }

    @Override
    public StoreWatch watch(String prefix, long afterRevision, StoreListener listener) {
        calls.requireOpen();
        WatchFeed feed = feeds.add(prefix, afterRevision, listener);
        feed.tell();
        return feed;
    }

    @Override
    public long revision() {
        long revision = calls.revision();
        follower.demand(revision);
        return revision;
    }

    @Override
    public long resumableFrom() {
        calls.requireOpen();
        return recent.resumableFrom();
    }

    @Override
    public void compact(long revision) {
        long reached = Math.min(revision, calls.revision());
        if (reached > calls.state().ahead()) {
            calls.callUnless(
                    List.of(EtcdReads.COMPACTED),
                    "compact",
                    kv -> kv.compact(calls.state().etcds(reached)));
            oldest.accumulateAndGet(reached, Math::max);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            feeds.closeAll();
            follower.close();
            calls.close();
        }
    }

    /// @param head the latest revision
    private static long resumableFrom(EtcdCalls calls, long head) {
        EtcdState state = calls.state();
        long oldest = Math.max(1, state.oldest());
        long wanted = Math.max(oldest, head - RecentWrites.RESUMABLE_REVISIONS);
        GetOption then =
                GetOption.builder().withCountOnly(true).withRevision(state.etcds(wanted)).build();
        Optional<GetResponse> read =
                calls.callUnless(
                        List.of(EtcdReads.COMPACTED),
                        "read from",
                        kv -> kv.get(calls.keys().tick(), then));
        return read.isPresent() ? wanted : calls.oldestRevision();
    }

    /// Lets the follower see what was written before, so that nobody compacts it away from it.
    /// If it takes long, it goes on by itself.
    private void catchUp(long revision) {
        if (recent.head() >= revision) {
            return;
        }
        Arrival arrival = new Arrival(revision);
        try (StoreWatch _ = watch("/", recent.resumableFrom(), arrival)) {
            follower.demand(revision);
            arrival.await();
        }
    }

    private WriteResult write(String key, long expectedRevision, Op write) {
        ByteSequence name = keys.of(key);
        CmpTarget<?> target = CmpTarget.modRevision(calls.state().etcds(expectedRevision));
        Cmp asExpected = new Cmp(name, Cmp.Op.EQUAL, target);
        TxnResponse answer =
                calls.call(
                        "write to",
                        kv ->
                                kv.txn()
                                        .If(asExpected)
                                        .Then(write)
                                        .Else(Op.get(name, GetOption.DEFAULT))
                                        .commit());
        long revision = calls.state().ours(answer.getHeader().getRevision());
        if (answer.isSucceeded()) {
            return new WriteResult.Written(revision);
        }
        Optional<StoreEntry> current =
                answer.getGetResponses().getFirst().getKvs().stream().map(calls::entry).findFirst();
        return WriteResult.refusal(current, expectedRevision)
                .orElseThrow(
                        () -> new IllegalStateException(key + " is as expected at " + revision));
    }

    private Op put(String key, byte[] value) {
        return Op.put(keys.of(key), ByteSequence.from(value), PutOption.DEFAULT);
    }

    private LogSlice logAfter(String prefix, long revision, int limit) {
        Optional<LogSlice.Events> found =
                revision < oldest.get() ? Optional.empty() : recent.after(prefix, revision, limit);
        return found.<LogSlice>map(events -> events)
                .orElseGet(() -> new LogSlice.Compacted(Math.max(oldest.get(), recent.floor())));
    }
}
