package dev.skiff.it.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Makes the choices of one request, the same for the same seed and number.
final class Chooser {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final RandomGenerator random;

    Chooser(long seed, int number) {
        random = new SplittableRandom(seed * SPREAD + number);
    }

    /// From 0 on, below the bound.
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// Small numbers come more often than large ones.
    int few(int most) {
        return Math.min(random.nextInt(most) + 1, random.nextInt(most) + 1);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
