package dev.skiff.testkit.sim;

import dev.skiff.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Simulated threads on virtual time. [#step] lets one of them, chosen by the seed, run to its next
/// pause; when all wait, time jumps to the first who is due. The same seed and code give the same
/// [Trace].
public final class Simulation {
    private final VirtualTime time = VirtualTime.atNewYear();
    private final Trace trace = new Trace();
    private final SplittableRandom random;
    private final List<SimThread> threads = new ArrayList<>();
    private final List<SimThread> ready = new ArrayList<>();
    private final HeldLocks locks = new HeldLocks();
    private @Nullable SimThread current;

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
    }

    public VirtualTime time() {
        return time;
    }

    public Instant now() {
        return time.instant();
    }

    public Trace trace() {
        return trace;
    }

    /// A generator of the caller's own, the same for the same seed and order of calls.
    public RandomGenerator newRandom() {
        return random.split();
    }

    public SimThread spawn(String name, Runnable body) {
        SimThread thread = new SimThread(name, body);
        threads.add(thread);
        return thread;
    }

    /// Whether the caller runs in a simulated thread.
    public boolean isInside() {
        return current != null;
    }

    /// Lets others run. Outside of simulated threads it does nothing.
    public void pause(String what) {
        if (isInside()) {
            locks.requireNoneNowAndThen();
            trace.add(now(), self().name(), what);
            self().yieldUntil(Instant.MIN);
        }
    }

    /// Waits until then, or until woken.
    public void sleepUntil(Instant due) {
        self().yieldUntil(due);
    }

    public void sleep(Duration duration) {
        Instant due = now().plus(duration);
        while (now().isBefore(due)) {
            sleepUntil(due);
        }
    }

    /// The simulated thread that runs now.
    public SimThread self() {
        SimThread thread = current;
        if (thread == null) {
            throw new IllegalStateException("not in a simulated thread");
        }
        return thread;
    }

    /// Lets one thread run to its next pause; returns false when all wait for ever.
    ///
    /// What ended a thread otherwise than by its end is thrown on.
    public boolean step() {
        gatherReady();
        if (ready.isEmpty()) {
            Instant due = firstDue();
            if (due.equals(Instant.MAX)) {
                return false;
            }
            time.advanceTo(due);
            gatherReady();
        }
        run(ready.get(random.nextInt(ready.size())));
        return true;
    }

    /// Steps until the condition holds; returns whether it does before the virtual time is over.
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        Instant end = now().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (!now().isBefore(end) || !step()) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private void run(SimThread thread) {
        current = thread;
        try {
            thread.resume();
        } finally {
            current = null;
        }
        switch (thread.thrown()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(thread.name(), e);
        }
    }

    private void gatherReady() {
        ready.clear();
        threads.removeIf(SimThread::isDone);
        for (SimThread thread : threads) {
            if (thread.isReady(now())) {
                ready.add(thread);
            }
        }
    }

    private Instant firstDue() {
        Instant first = Instant.MAX;
        for (SimThread thread : threads) {
            first = thread.wakesAt().isBefore(first) ? thread.wakesAt() : first;
        }
        return first;
    }
}
