package dev.skiff.apiserver.openapi;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Bytes that are made when they are first asked for, and then kept packed. Thread-safe.
final class KeptBytes {
    private final Supplier<byte[]> maker;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable PackedBytes kept;

    KeptBytes(Supplier<byte[]> maker) {
        this.maker = maker;
    }

    PackedBytes get() {
        PackedBytes known = kept;
        return known == null ? make() : known;
    }

    /// Whoever asks meanwhile waits, rather than make the same again.
    private PackedBytes make() {
        making.lock();
        try {
            PackedBytes known = kept;
            if (known != null) {
                return known;
            }
            PackedBytes made = PackedBytes.of(maker.get());
            kept = made;
            return made;
        } finally {
            making.unlock();
        }
    }
}
