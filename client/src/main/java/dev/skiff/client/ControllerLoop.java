package dev.skiff.client;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;

/// Runs one reconciler. [#step] does one unit of work, so that a simulation can choose who goes
/// next; several threads may step. A key is never lost: settled, delayed, or queued again with
/// back-off. Nothing runs before the local copies it reads are complete.
public final class ControllerLoop<K> implements Steppable {
    private final WorkQueue<K> queue;
    private final Reconciler<K> reconciler;
    private final List<Lister<?>> inputs;
    private final QueueWorker<K> worker;
    private final Logger log;

    /// @param inputs what the reconciler reads
    public ControllerLoop(
            WorkQueue<K> queue, Reconciler<K> reconciler, List<Lister<?>> inputs, Logger log) {
        this.queue = queue;
        this.reconciler = reconciler;
        this.inputs = List.copyOf(inputs);
        this.log = log;
        worker = new QueueWorker<>(queue, this::runOne);
    }

    @Override
    public boolean step() {
        return inputsAreComplete() && worker.step();
    }

    @Override
    public Instant nextDue() {
        return inputsAreComplete() ? worker.nextDue() : Instant.MAX;
    }

    @Override
    public void onWork(Runnable wake) {
        worker.onWork(wake);
        inputs.forEach(input -> input.whenSynced(wake));
    }

    private boolean inputsAreComplete() {
        return inputs.stream().allMatch(Lister::hasSynced);
    }

    private void runOne(K key) {
        try {
            switch (reconciler.reconcile(key)) {
                case Outcome.Settled() -> queue.forget(key);
                case Outcome.RetryAfter(var delay, var why) -> {
                    log.debug("{} again in {}: {}", key, delay, why);
                    queue.forget(key);
                    queue.addAfter(key, delay);
                }
            }
        } catch (OutsideWorldException e) {
            logFailure(key, e);
            queue.addWithBackoff(key);
        } catch (RuntimeException bug) {
            queue.addWithBackoff(key);
            throw bug;
        }
    }

    /// Losing a race is daily life.
    private void logFailure(K key, OutsideWorldException e) {
        if (e instanceof RefusedCallException refused && refused.status().code() == 409) {
            log.debug("reconcile {} lost a race: {}", key, e.getMessage());
        } else {
            log.warn("reconcile {} failed, queued again: {}", key, e.getMessage());
            log.debug("reconcile {} failed", key, e);
        }
    }
}
