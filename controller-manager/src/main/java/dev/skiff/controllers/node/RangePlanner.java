package dev.skiff.controllers.node;

import java.util.Optional;
import java.util.Set;

/// Decides which part of the cluster's pod addresses a node gets: the lowest /24 that is free.
final class RangePlanner {
    private static final int NODE_PREFIX = 24;
    private static final int NODE_SIZE = 1 << (32 - NODE_PREFIX);

    private final long first;
    private final int count;

    /// @param podRange an IPv4 range, at least a /24
    RangePlanner(String podRange) {
        String[] parts = podRange.split("/", 2);
        String[] bytes = parts[0].split("\\.", -1);
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : -1;
        if (bytes.length != 4 || prefix < 1 || prefix > NODE_PREFIX) {
            throw new IllegalArgumentException("no IPv4 range of /24 or more: '" + podRange + "'");
        }
        long address = 0;
        for (String part : bytes) {
            address = address << 8 | Integer.parseInt(part);
        }
        first = address & -(1L << (32 - prefix));
        count = 1 << (NODE_PREFIX - prefix);
    }

    /// Empty if all are used.
    Optional<String> firstFree(Set<String> used) {
        for (int i = 0; i < count; i++) {
            String range = text(first + (long) i * NODE_SIZE);
            if (!used.contains(range)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    private static String text(long address) {
        return "%d.%d.%d.0/%d"
                .formatted(
                        address >> 24 & 0xff,
                        address >> 16 & 0xff,
                        address >> 8 & 0xff,
                        NODE_PREFIX);
    }
}
