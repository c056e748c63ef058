package dev.skiff.client;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Works off a queue, a key a step, and gives each key back when the work on it has ended, however
/// it ended. What failed comes again only if the work itself queues it. Several threads may step.
public final class QueueWorker<K> implements Steppable {
    private final WorkQueue<K> queue;
    private final Consumer<K> work;

    public QueueWorker(WorkQueue<K> queue, Consumer<K> work) {
        this.queue = queue;
        this.work = work;
    }

    @Override
    public boolean step() {
        Optional<K> next = queue.poll();
        next.ifPresent(this::runOne);
        return next.isPresent();
    }

    @Override
    public Instant nextDue() {
        return queue.nextDue();
    }

    @Override
    public void onWork(Runnable wake) {
        queue.onWork(wake);
    }

    private void runOne(K key) {
        try {
            work.accept(key);
        } finally {
            queue.done(key);
        }
    }
}
