package dev.skiff.scheduler.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Amounts of what nodes offer and pods request.
///
/// @param extended amounts of resources we only count, by name: `example.com/gpu`
public record Resources(
        long cpuMillis,
        long memoryBytes,
        long ephemeralStorageBytes,
        SortedMap<String, Long> extended) {
    private static final SortedMap<String, Long> NOTHING_EXTENDED = Collections.emptySortedMap();

    public static final Resources NONE = new Resources(0, 0, 0, NOTHING_EXTENDED);

    public Resources {
        extended =
                extended.isEmpty()
                        ? NOTHING_EXTENDED
                        : Collections.unmodifiableSortedMap(new TreeMap<>(extended));
    }

    public static Resources of(long cpuMillis, long memoryBytes) {
        return new Resources(cpuMillis, memoryBytes, 0, NOTHING_EXTENDED);
    }

    public Resources plus(Resources other) {
        return new Resources(
                cpuMillis + other.cpuMillis,
                memoryBytes + other.memoryBytes,
                ephemeralStorageBytes + other.ephemeralStorageBytes,
                added(other, 1));
    }

    public Resources minus(Resources other) {
        return new Resources(
                cpuMillis - other.cpuMillis,
                memoryBytes - other.memoryBytes,
                ephemeralStorageBytes - other.ephemeralStorageBytes,
                added(other, -1));
    }

    /// The greater of the two in each resource.
    public Resources max(Resources other) {
        SortedMap<String, Long> greater = new TreeMap<>(extended);
        other.extended.forEach((name, amount) -> greater.merge(name, amount, Math::max));
        return new Resources(
                Math.max(cpuMillis, other.cpuMillis),
                Math.max(memoryBytes, other.memoryBytes),
                Math.max(ephemeralStorageBytes, other.ephemeralStorageBytes),
                greater);
    }

    public long extended(String name) {
        return extended.getOrDefault(name, 0L);
    }

    public boolean isNothing() {
        return cpuMillis == 0
                && memoryBytes == 0
                && ephemeralStorageBytes == 0
                && extended.isEmpty();
    }

    private SortedMap<String, Long> added(Resources other, int sign) {
        if (other.extended.isEmpty()) {
            return extended;
        }
        SortedMap<String, Long> sums = new TreeMap<>(extended);
        for (Map.Entry<String, Long> entry : other.extended.entrySet()) {
            sums.merge(entry.getKey(), sign * entry.getValue(), Long::sum);
        }
        sums.values().removeIf(amount -> amount == 0);
        return sums;
    }
}
