package dev.skiff.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for the signal to end, and holds the JVM until the caller has put things in order: open it
/// first of all, so that it is closed last. A signal that comes before [#await] ends the JVM at
/// once.
final class Termination implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FOREVER = Duration.ofDays(100_000);

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch inOrder = new CountDownLatch(1);
    private final Thread hook = new Thread(this::letEnd, "termination");

    /// Returns when the process is told to end (SIGTERM, SIGINT). The JVM ends when this is closed,
    /// or after a while.
    void await() throws InterruptedException {
        boolean ends = await(FOREVER);
        if (!ends) {
            throw new IllegalStateException("the end of time");
        }
    }

    /// The same, but gives up after a while; answers whether the process was told to end.
    boolean await(Duration patience) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(hook);
        boolean ends = told.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ends) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return ends;
    }

    private void letEnd() {
        told.countDown();
        try {
            boolean settled = inOrder.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!settled) {
                System.err.println("skiff: stopped without waiting any longer for its parts");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        inOrder.countDown();
    }
}
