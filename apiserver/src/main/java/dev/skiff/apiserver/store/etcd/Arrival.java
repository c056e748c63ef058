package dev.skiff.apiserver.store.etcd;

import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreListener;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits until a watch has told everything up to a revision, or cannot.
final class Arrival implements StoreListener {
    private static final long PATIENCE_MILLIS = 2_000;

    private final long wanted;
    private final CountDownLatch over = new CountDownLatch(1);

    Arrival(long wanted) {
        this.wanted = wanted;
    }

    /// For two seconds at most.
    void await() {
        try {
            boolean _ = over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onEvents(List<StoreEvent> events) {}

    @Override
    public void onProgress(long revision) {
        if (revision >= wanted) {
            over.countDown();
        }
    }

    @Override
    public void onCompacted(long oldest) {
        over.countDown();
    }
}
