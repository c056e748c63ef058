package dev.skiff.testkit.sim;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened, in order: a hash of everything, and the last [#KEPT] lines for whoever must find
/// out why.
public final class Trace {
    private static final int KEPT = 400;
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Deque<String> tail = new ArrayDeque<>();
    private long hash = OFFSET;
    private long lines;

    public void add(Instant at, String who, String what) {
        String line = at + " " + who + ": " + what;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * PRIME;
        }
        lines++;
        tail.add(line);
        if (tail.size() > KEPT) {
            tail.remove();
        }
    }

    /// The same for two runs exactly if they did the same in the same order.
    public long hash() {
        return hash;
    }

    public long lines() {
        return lines;
    }

    public List<String> tail() {
        return List.copyOf(tail);
    }
}
