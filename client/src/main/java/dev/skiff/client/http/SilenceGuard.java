package dev.skiff.client.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gives up watches that have said nothing for too long.
final class SilenceGuard implements AutoCloseable {
    private final Duration patience;
    private final Set<HttpWatchStream> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    SilenceGuard(Duration patience) {
        this.patience = patience;
    }

    void add(HttpWatchStream watch) {
        watches.add(watch);
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("watch-guard").start(this::run);
        }
    }

    void remove(HttpWatchStream watch) {
        watches.remove(watch);
    }

    private void run() {
        try {
            while (!closed.await(patience.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                watches.forEach(watch -> watch.closeIfSilentFor(patience));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends every watch too.
    @Override
    public void close() {
        closed.countDown();
        watches.forEach(HttpWatchStream::close);
    }
}
