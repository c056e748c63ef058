package dev.skiff.apiserver.registry;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the identities of new objects. Thread-safe, though its source of randomness need not be.
final class Identities {
    /// No vowels and nothing that looks like one, so that no words appear.
    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    private static final int MAX_NAME_LENGTH = 63;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    private final RandomGenerator random;

    Identities(RandomGenerator random) {
        this.random = random;
    }

    synchronized String uid() {
        long high = (random.nextLong() & ~0xF000L) | VERSION_4;
        long low = (random.nextLong() >>> 2) | VARIANT_2;
        return new UUID(high, low).toString();
    }

    /// `base`, cut if need be, and five random characters.
    synchronized String name(String base) {
        int length = Math.min(base.length(), MAX_NAME_LENGTH - SUFFIX_LENGTH);
        StringBuilder name = new StringBuilder(base.substring(0, length));
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(SUFFIX_ALPHABET.charAt(random.nextInt(SUFFIX_ALPHABET.length())));
        }
        return name.toString();
    }

    /// A number from 0 to `bound` - 1.
    synchronized int below(int bound) {
        return random.nextInt(bound);
    }
}
