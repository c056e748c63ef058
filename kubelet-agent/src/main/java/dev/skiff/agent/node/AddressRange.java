package dev.skiff.agent.node;

import java.util.List;
import java.util.Optional;

/// A range of IPv4 addresses, such as `10.42.0.0/16`.
///
/// @param first its lowest address, as a number
public record AddressRange(long first, int prefixLength) {
    private static final long ALL = 1L << 32;

    public AddressRange {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("prefix length " + prefixLength);
        }
        first = first & (ALL - 1) & -(1L << (32 - prefixLength));
    }

    /// @throws IllegalArgumentException if the text is no IPv4 range
    public static AddressRange of(String text) {
        String[] parts = text.split("/", 2);
        String[] bytes = parts[0].split("\\.", -1);
        if (parts.length != 2 || bytes.length != 4) {
            throw new IllegalArgumentException("not an IPv4 range: '" + text + "'");
        }
        long first = 0;
        for (String part : bytes) {
            int value = Integer.parseInt(part);
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("not an IPv4 range: '" + text + "'");
            }
            first = first << 8 | value;
        }
        return new AddressRange(first, Integer.parseInt(parts[1]));
    }

    /// The first range clear of all `used`, beginning with this one and going on upwards, every
    /// second of the same size, as long as the first byte stays the same.
    public Optional<AddressRange> firstClearOf(List<AddressRange> used) {
        for (AddressRange range = this;
                range.first >> 24 == first >> 24;
                range = range.afterNext()) {
            if (used.stream().noneMatch(range::overlaps)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    private AddressRange afterNext() {
        return new AddressRange(first + 2 * size(), prefixLength);
    }

    public long size() {
        return 1L << (32 - prefixLength);
    }

    public boolean overlaps(AddressRange other) {
        return first < other.first + other.size() && other.first < first + size();
    }

    /// Its `index`-th part of a smaller size.
    public AddressRange part(int index, int partPrefixLength) {
        AddressRange part =
                new AddressRange(first + index * (1L << (32 - partPrefixLength)), partPrefixLength);
        if (partPrefixLength < prefixLength || !overlaps(part)) {
            throw new IllegalArgumentException(
                    this + " has no part " + index + " of size /" + partPrefixLength);
        }
        return part;
    }

    /// Its `index`-th address.
    public String address(long index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException(this + " has no address " + index);
        }
        return text(first + index);
    }

    private static String text(long address) {
        return (address >> 24 & 255)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    @Override
    public String toString() {
        return text(first) + "/" + prefixLength;
    }
}
