package dev.skiff.apiserver.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreListener;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One kind's objects and its latest events, fed by one watch on the store. Thread-safe; the lock
/// covers only the bookkeeping of a write, never a call to the store or to a reader.
///
/// A read is as fresh as its caller asks: [#fresh] waits until the cache has seen every write that
/// was answered before the call. When the store's watch breaks off, all watchers are ended with 410
/// and the next reader loads anew.
public final class WatchCache implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int LATEST = 0;

    private final Kind kind;
    private final Store store;
    private final UnaryOperator<byte[]> form;
    private final Function<ObjectNode, Map<String, String>> fieldReader;
    private final WindowLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final List<CachedWatch> watches = new CopyOnWriteArrayList<>();

    /// What is loaded; absent before the first load and after the store's watch broke off.
    private volatile @Nullable Content content;

    private boolean loading;
    private boolean closed;

    /// Everything that a load begins anew. Written under the lock.
    private static final class Content {
        private final EventChain chain;
        private volatile CacheSnapshot latest;
        private volatile @Nullable StoreWatch source;
        private volatile boolean broken;

        Content(CacheSnapshot start, WindowLimits limits) {
            this.chain = new EventChain(start, limits);
            this.latest = start;
        }
    }

    /// @param fieldReader reads the selectable fields of an object
    public WatchCache(
            Kind kind,
            Store store,
            Function<ObjectNode, Map<String, String>> fieldReader,
            WindowLimits limits) {
        this(kind, store, UnaryOperator.identity(), fieldReader, limits);
    }

    /// @param form makes of an object's stored bytes those that readers see
    /// @param fieldReader reads the selectable fields of an object that readers see
    public WatchCache(
            Kind kind,
            Store store,
            UnaryOperator<byte[]> form,
            Function<ObjectNode, Map<String, String>> fieldReader,
            WindowLimits limits) {
        this.kind = kind;
        this.store = store;
        this.form = form;
        this.fieldReader = fieldReader;
        this.limits = limits;
    }

    public Kind kind() {
        return kind;
    }

    /// The state after every write that was answered before this call.
    public CacheSnapshot fresh() {
        return atLeast(store.revision());
    }

    /// The state at `revision` or later; 0: whatever is there.
    ///
    /// @throws StoreUnavailableException if it does not come within three seconds
    public CacheSnapshot atLeast(long revision) {
        Content loaded = loaded();
        CacheSnapshot known = loaded.latest;
        return known.revision() >= revision ? known : await(revision);
    }

    /// The state as of exactly `revision`, if the window still holds it.
    public Optional<CacheSnapshot> at(long revision) {
        Content loaded = loaded();
        lock.lock();
        try {
            return loaded.latest.revision() < revision
                    ? Optional.empty()
                    : loaded.chain
                            .find(revision)
                            .map(l -> new CacheSnapshot(l.after().objects(), revision));
        } finally {
            lock.unlock();
        }
    }

    /// The state as of exactly `revision`, from the window or else from the store.
    public PastState past(long revision) {
        Optional<CacheSnapshot> known = at(revision);
        if (known.isPresent()) {
            return new PastState.Known(known.get());
        }
        return switch (store.range(kind.storagePrefix(), "", 0, revision)) {
            case RangeResult.Page page -> new PastState.Known(snapshot(page));
            case RangeResult.Compacted(var oldest) -> new PastState.Forgotten(oldest);
            case RangeResult.Future(var current) -> new PastState.NotYet(current);
        };
    }

    /// Begins a watch with the state after every write that was answered before this call.
    public CachedWatch watchFromFreshState(WatchTerms terms) {
        return watchFromState(store.revision(), terms);
    }

    /// Begins a watch with the present state, which is at `revision` or later.
    public CachedWatch watchFromState(long revision, WatchTerms terms) {
        atLeast(revision);
        Content loaded = loaded();
        return begin(
                () -> CachedWatch.fromState(this, loaded.latest, loaded.chain.newest(), terms));
    }

    /// Begins a watch of what comes after the present state.
    public CachedWatch watchFromNow(WatchTerms terms) {
        fresh();
        Content loaded = loaded();
        return begin(
                () ->
                        CachedWatch.after(
                                this, loaded.latest.revision(), loaded.chain.newest(), terms));
    }

    /// Begins a watch of what came and comes after `revision`. When that is forgotten, the watch
    /// tells so and ends.
    public CachedWatch watchAfter(long revision, WatchTerms terms) {
        Content loaded = loaded();
        return begin(
                () ->
                        loaded.chain
                                .find(revision)
                                .map(link -> CachedWatch.after(this, revision, link, terms))
                                .orElseGet(() -> tooOld(revision, loaded.chain, terms)));
    }

    /// Lets time pass: watches that are due end, or get a bookmark. To be called about each second.
    public void tick(Instant now) {
        watches.forEach(watch -> watch.tick(now));
    }

    /// How many watches are running.
    public int watchers() {
        return watches.size();
    }

    /// Loads if nothing is loaded, so that the first reader need not.
    public void load() {
        loaded();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
        Content last = content;
        if (last != null) {
            drop(last);
        }
    }

    void forget(CachedWatch watch) {
        watches.remove(watch);
    }

    /// The revision up to which everything has been told to watchers.
    long revision() {
        Content known = content;
        return known == null ? 0 : known.latest.revision();
    }

    private CachedWatch tooOld(long revision, EventChain chain, WatchTerms terms) {
        return CachedWatch.tooOld(this, revision, chain.oldestRevision(), terms);
    }

    private interface Beginning {
        CachedWatch begin();
    }

    private CachedWatch begin(Beginning beginning) {
        lock.lock();
        try {
            CachedWatch watch = beginning.begin();
            watches.add(watch);
            return watch;
        } finally {
            lock.unlock();
        }
    }

    private CacheSnapshot await(long revision) {
        waitUntil(() -> hasReached(content, revision));
        Content now = content;
        if (now != null && hasReached(now, revision)) {
            return now.latest;
        }
        throw new StoreUnavailableException(
                "%s did not reach revision %d of the store".formatted(kind.plural(), revision));
    }

    private static boolean hasReached(@Nullable Content content, long revision) {
        return content != null && content.latest.revision() >= revision;
    }

    /// Waits until it is over or the cache is closed, at most three seconds.
    ///
    /// @param isOver asked under the lock
    private void waitUntil(BooleanSupplier isOver) {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (left > 0 && !closed && !isOver.getAsBoolean()) {
                left = advanced.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private Content loaded() {
        Content known = content;
        if (known == null) {
            known = becomeLoader() ? loadAndTell() : awaitLoader();
        }
        return known;
    }

    private boolean becomeLoader() {
        lock.lock();
        try {
            boolean isOurs = !loading && content == null;
            loading |= isOurs;
            return isOurs;
        } finally {
            lock.unlock();
        }
    }

    private Content loadAndTell() {
        try {
            return loadFromStore();
        } finally {
            lock.lock();
            try {
                loading = false;
                advanced.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Content awaitLoader() {
        waitUntil(() -> !loading);
        Content loaded = content;
        if (loaded != null) {
            return loaded;
        }
        throw new StoreUnavailableException(kind.plural() + " are not loaded from the store yet");
    }

    /// Begins a little in the past, so that watchers from before a restart find where they were;
    /// with the present state if that past is gone.
    private Content loadFromStore() {
        long head = store.revision();
        return loadAt(store.resumableFrom())
                .filter(past -> reaches(past, head))
                .or(() -> loadAt(LATEST))
                .map(this::publish)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "there is no latest state of " + kind.plural()));
    }

    private Optional<Content> loadAt(long revision) {
        if (!(store.range(kind.storagePrefix(), "", 0, revision)
                instanceof RangeResult.Page page)) {
            return Optional.empty();
        }
        Content fresh = new Content(snapshot(page), limits);
        fresh.source = store.watch(kind.storagePrefix(), page.revision(), new Feed(fresh));
        return Optional.of(fresh);
    }

    /// Waits until it does. If it does not, it is of no use any more.
    private boolean reaches(Content fresh, long revision) {
        waitUntil(() -> fresh.broken || hasReached(fresh, revision));
        if (!fresh.broken && hasReached(fresh, revision)) {
            return true;
        }
        drop(fresh);
        return false;
    }

    private Content publish(Content fresh) {
        lock.lock();
        try {
            if (!closed && !fresh.broken) {
                content = fresh;
                return fresh;
            }
        } finally {
            lock.unlock();
        }
        drop(fresh);
        throw new StoreUnavailableException("the watch on " + kind.plural() + " ended at once");
    }

    private CacheSnapshot snapshot(RangeResult.Page page) {
        SortedTree<CachedObject> objects = SortedTree.empty();
        for (StoreEntry entry : page.entries()) {
            CachedObject object = cached(entry.key(), entry.value(), entry.revision());
            objects = objects.with(object.key(), object);
        }
        return new CacheSnapshot(objects, page.revision());
    }

    private CachedObject cached(String storeKey, byte[] value, long revision) {
        return new CachedObject(
                cacheKey(storeKey), StoredObject.of(form.apply(value), revision), fieldReader);
    }

    private String cacheKey(String storeKey) {
        return storeKey.substring(kind.storagePrefix().length());
    }

    private void drop(Content broken) {
        lock.lock();
        try {
            if (content == broken) {
                content = null;
            }
            broken.broken = true;
            broken.chain.cut();
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
        StoreWatch source = broken.source;
        if (source != null) {
            source.close();
        }
        watches.forEach(CachedWatch::signal);
    }

    /// Takes what the store tells.
    private final class Feed implements StoreListener {
        private final Content into;

        Feed(Content into) {
            this.into = into;
        }

        @Override
        public void onEvents(List<StoreEvent> events) {
            lock.lock();
            try {
                events.forEach(this::apply);
                advanced.signalAll();
            } finally {
                lock.unlock();
            }
            watches.forEach(CachedWatch::signal);
        }

        @Override
        public void onProgress(long revision) {
            lock.lock();
            try {
                if (revision > into.latest.revision()) {
                    into.latest = new CacheSnapshot(into.latest.objects(), revision);
                    advanced.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onCompacted(long oldest) {
            drop(into);
        }

        private void apply(StoreEvent event) {
            SortedTree<CachedObject> objects = into.latest.objects();
            String key = cacheKey(event.key());
            CachedObject before = objects.get(key).orElse(null);
            CachedObject after =
                    event instanceof StoreEvent.Put(var _, var value, var revision)
                            ? cached(event.key(), value, revision)
                            : null;
            CacheSnapshot next =
                    new CacheSnapshot(
                            after == null ? objects.without(key) : objects.with(key, after),
                            event.revision());
            into.chain.append(new CacheEvent(before, after, event.revision()), next);
            into.latest = next;
        }
    }
}
