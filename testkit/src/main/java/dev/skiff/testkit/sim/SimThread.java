package dev.skiff.testkit.sim;

import java.time.Instant;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/// One thread of a [Simulation]: it runs until it pauses, waits or ends, and goes on when it is
/// chosen. It must hold no lock while it pauses, since all simulated threads are one to the JVM.
public final class SimThread {
    private static final ContinuationScope SCOPE = new ContinuationScope("simulation");

    private final String name;
    private final Continuation continuation;
    private @Nullable Throwable thrown;
    private Instant wakesAt = Instant.MIN;
    private boolean signalled;
    private boolean killed;

    SimThread(String name, Runnable body) {
        this.name = name;
        this.continuation =
                new Continuation(SCOPE, () -> run(body)) {
                    @Override
                    protected void onPinned(Pinned reason) {
                        throw new IllegalStateException(
                                name + " pauses in a place where it cannot: " + reason);
                    }
                };
    }

    public String name() {
        return name;
    }

    public boolean isDone() {
        return killed || continuation.isDone();
    }

    /// Ends the wait it is in, or else the next one at once.
    public void wake() {
        signalled = true;
    }

    /// It never runs again, as if its machine had died between two instructions.
    public void kill() {
        killed = true;
    }

    /// What ended the thread, if it was not its end.
    @Nullable Throwable thrown() {
        return thrown;
    }

    boolean isReady(Instant now) {
        return !isDone() && (signalled || !wakesAt.isAfter(now));
    }

    Instant wakesAt() {
        return signalled ? Instant.MIN : wakesAt;
    }

    void resume() {
        signalled = false;
        wakesAt = Instant.MIN;
        continuation.run();
    }

    /// Called by the thread itself.
    void yieldUntil(Instant due) {
        wakesAt = due;
        boolean yielded = Continuation.yield(SCOPE);
        if (!yielded) {
            throw new IllegalStateException(name + " could not pause");
        }
    }

    private void run(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
    }
}
