package dev.skiff.controllers.framework;

import dev.skiff.client.WorkQueue;
import java.time.Duration;

/// How long a change of one of many waits for others, so that a thousand pods becoming ready one by
/// one are not a thousand times a thousand looks. Few are looked at at once.
public final class Batching {
    private static final int FEW = 50;
    private static final int OF_A_MILLISECOND = 5;
    private static final long LONGEST_MILLIS = 200;

    private Batching() {}

    /// @param size how many objects a run for this key looks at
    public static <K> void add(WorkQueue<K> queue, K key, int size) {
        queue.addAfter(key, delay(size));
    }

    static Duration delay(int size) {
        return size < FEW
                ? Duration.ZERO
                : Duration.ofMillis(Math.min(LONGEST_MILLIS, size / OF_A_MILLISECOND));
    }
}
