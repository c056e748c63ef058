package dev.skiff.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives a [Steppable] from one or more virtual threads: steps while there is work, then waits for
/// a signal or the next due time.
public final class Pump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /// Waits are cut to this, because a machine that slept wakes with its clock moved.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration PAUSE_AFTER_BUG = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final Steppable steppable;
    private final InstantSource clock;
    private final int width;
    private final Semaphore wakeups = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Pump(Steppable steppable, InstantSource clock, int width) {
        this.steppable = steppable;
        this.clock = clock;
        this.width = width;
    }

    /// Starts one thread.
    public static Pump start(String name, Steppable steppable, InstantSource clock) {
        return start(name, steppable, clock, 1);
    }

    /// Starts several threads; the steppable must allow that.
    public static Pump start(String name, Steppable steppable, InstantSource clock, int width) {
        Pump pump = new Pump(steppable, clock, width);
        steppable.onWork(pump::wake);
        for (int i = 0; i < width; i++) {
            String threadName = width == 1 ? name : name + "-" + i;
            pump.threads.add(Thread.ofVirtual().name(threadName).start(pump::run));
        }
        return pump;
    }

    /// Stops stepping and waits a while for steps under way; what they wait for is interrupted.
    @Override
    public void close() {
        closed.countDown();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE_AT_CLOSE)) {
                    LOG.warn("{} does not end", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void wake() {
        if (wakeups.availablePermits() < width) {
            wakeups.release();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                if (!stepSafely()) {
                    await(steppable.nextDue());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", Thread.currentThread().getName());
        }
    }

    /// A bug in one component must neither end it nor spin.
    private boolean stepSafely() throws InterruptedException {
        try {
            return steppable.step();
        } catch (RuntimeException e) {
            if (isClosed()) {
                throw new InterruptedException("closed");
            }
            LOG.error("{} failed in a step", Thread.currentThread().getName(), e);
            return closed.await(PAUSE_AFTER_BUG.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void await(Instant due) throws InterruptedException {
        Instant now = clock.instant();
        if (due.isAfter(now.plus(LONGEST_WAIT))) {
            awaitNoLongerThan(LONGEST_WAIT);
        } else if (due.isAfter(now)) {
            awaitNoLongerThan(Duration.between(now, due));
        }
    }

    private void awaitNoLongerThan(Duration wait) throws InterruptedException {
        boolean signalled = wakeups.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        LOG.trace("signalled: {}", signalled);
    }
}
