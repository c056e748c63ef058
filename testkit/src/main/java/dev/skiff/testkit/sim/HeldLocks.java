package dev.skiff.testkit.sim;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/// The monitors and locks that the running thread holds. Asking makes the JVM search its heap,
/// so it is done now and then.
final class HeldLocks {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ASK_EVERY = 5_003;

    private final List<String> heldBefore = now();
    private int asked;

    /// Whoever holds a lock while others run, in what is one thread to the JVM, keeps nobody out.
    void requireNoneNowAndThen() {
        if (asked++ % ASK_EVERY == 0) {
            List<String> held = now();
            if (held.size() > heldBefore.size()) {
                throw new IllegalStateException(
                        "cannot pause while holding "
                                + held.subList(heldBefore.size(), held.size()));
            }
        }
    }

    private static List<String> now() {
        long[] self = {Thread.currentThread().threadId()};
        List<String> held = new ArrayList<>();
        for (ThreadInfo info : THREADS.getThreadInfo(self, true, true)) {
            for (LockInfo monitor : info.getLockedMonitors()) {
                held.add(monitor.toString());
            }
            for (LockInfo lock : info.getLockedSynchronizers()) {
                held.add(lock.toString());
            }
        }
        return held;
    }
}
