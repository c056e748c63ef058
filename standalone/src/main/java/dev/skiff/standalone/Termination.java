package dev.skiff.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for the signal to end, and then lets the caller put things in order before the JVM goes.
final class Termination {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration FOREVER = Duration.ofDays(100_000);

    private Termination() {}

    /// Returns when the process is told to end (SIGTERM, SIGINT). The JVM ends when the calling
    /// thread has, or after a while.
    static void await() throws InterruptedException {
        boolean told = await(FOREVER);
        if (!told) {
            throw new IllegalStateException("the end of time");
        }
    }

    /// The same, but gives up after a while; answers whether the process was told to end.
    static boolean await(Duration patience) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Thread hook = new Thread(() -> letEnd(told, caller), "termination");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean ends = told.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ends) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return ends;
    }

    private static void letEnd(CountDownLatch told, Thread caller) {
        told.countDown();
        try {
            caller.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
