package dev.skiff.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs something again and again on a virtual thread, until it is closed.
final class Ticker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    private Ticker() {}

    static Ticker start(String name, Duration period, Runnable task) {
        Ticker ticker = new Ticker();
        Thread.ofVirtual().name(name).start(() -> ticker.run(name, period, task));
        return ticker;
    }

    private void run(String name, Duration period, Runnable task) {
        try {
            while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                runOnce(name, task);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runOnce(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("{} failed, tried again later", name, e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
