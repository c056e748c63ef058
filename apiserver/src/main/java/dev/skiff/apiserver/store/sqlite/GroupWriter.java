package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. What comes while it syncs waits and is the next group: under load
/// groups grow by themselves, a lone write waits for nobody.
final class GroupWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int WAITING_JOBS = 4_096;
    private static final int GROUP_JOBS = 256;
    private static final long GROUP_BYTES = 8L << 20;
    private static final long IDLE_MILLIS = 1_000;

    private final SqliteSettings settings;
    private final LogKeeper keeper;
    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING_JOBS);
    private final Thread thread;
    private volatile boolean closed;

    GroupWriter(SqliteSettings settings, LogKeeper keeper) {
        this.settings = settings;
        this.keeper = keeper;
        this.thread = Thread.ofPlatform().name("skiff-store-writer").daemon().start(this::run);
    }

    /// Queues the job; waits for a place at most the stated time-out.
    void submit(Job job) {
        try {
            if (closed) {
                throw new StoreUnavailableException("the store is closed");
            }
            if (!waiting.offer(job, settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailableException("too many writes wait for " + settings.file());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted: write to " + settings.file(), e);
        }
        if (closed && !thread.isAlive()) { // too late for the writer to see it
            failWaiting();
        }
    }

    /// Ends after the group in progress; what still waits fails.
    @Override
    public void close() {
        closed = true;
        waiting.offer(Job.Forget.before(0)); // wakes the thread; when the queue is full it is awake
        Answers.join(thread, settings);
        failWaiting();
    }

    private void run() {
        try (keeper) {
            boolean more = false;
            while (!closed) {
                work(nextGroup(more ? 0 : IDLE_MILLIS));
                more = keeper.maintain();
            }
        } catch (InterruptedException _) {
            LOG.warn("the writer of {} was interrupted and ends", settings.file());
        } finally {
            closed = true;
            failWaiting();
        }
    }

    private List<Job> nextGroup(long patienceMillis) throws InterruptedException {
        List<Job> group = new ArrayList<>();
        long sizeBytes = 0;
        @Nullable Job next = waiting.poll(patienceMillis, TimeUnit.MILLISECONDS);
        while (next != null) {
            group.add(next);
            sizeBytes += next instanceof Job.Write write ? write.sizeBytes() : 0;
            boolean full = group.size() == GROUP_JOBS || sizeBytes >= GROUP_BYTES;
            next = full ? null : waiting.poll();
        }
        return group;
    }

    private void work(List<Job> group) {
        List<Job.Write> writes = new ArrayList<>(group.size());
        for (Job job : group) {
            switch (job) {
                case Job.Write write -> writes.add(write);
                case Job.Forget forget -> keeper.forget(forget);
            }
        }
        if (!writes.isEmpty()) {
            keeper.commit(writes);
        }
    }

    private void failWaiting() {
        List<Job> unanswered = new ArrayList<>();
        waiting.drainTo(unanswered);
        unanswered.forEach(
                job ->
                        job.answer()
                                .completeExceptionally(
                                        new StoreUnavailableException("the store is closed")));
    }
}
