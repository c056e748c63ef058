package dev.skiff.apiserver.cache;

/// How much of its latest history a cache keeps: the newest events up to either bound.
public record WindowLimits(int maxEvents, long maxBytes) {
    public static final WindowLimits STANDARD = new WindowLimits(8192, 32L << 20);

    public WindowLimits {
        if (maxEvents < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "window of %d events, %d bytes".formatted(maxEvents, maxBytes));
        }
    }
}
