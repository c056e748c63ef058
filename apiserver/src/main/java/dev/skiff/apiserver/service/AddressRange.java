package dev.skiff.apiserver.service;

import java.util.OptionalInt;

/// A range of IPv4 addresses without its first, the network, and its last, the broadcast address.
public final class AddressRange {
    private static final int ADDRESS_BITS = 32;
    private static final int MIN_PREFIX = 8;
    private static final int MAX_PREFIX = 30;

    private final String cidr;
    private final int network;
    private final int size;

    /// @param cidr such as `10.43.0.0/16`
    /// @throws IllegalArgumentException if it is not such a range of at least two addresses
    public AddressRange(String cidr) {
        int slash = cidr.indexOf('/');
        OptionalInt address = parse(slash < 0 ? cidr : cidr.substring(0, slash));
        int prefix = slash < 0 ? -1 : number(cidr.substring(slash + 1));
        if (address.isEmpty() || prefix < MIN_PREFIX || prefix > MAX_PREFIX) {
            throw new IllegalArgumentException("not an IPv4 range: " + cidr);
        }
        this.cidr = cidr;
        this.network = address.getAsInt() & (-1 << (ADDRESS_BITS - prefix));
        this.size = (1 << (ADDRESS_BITS - prefix)) - 2;
    }

    /// How many addresses it has to give.
    public int size() {
        return size;
    }

    /// Its address number `index`, from 0.
    public String address(int index) {
        int address = network + 1 + index;
        return "%d.%d.%d.%d"
                .formatted(
                        address >>> 24,
                        (address >>> 16) & 0xFF,
                        (address >>> 8) & 0xFF,
                        address & 0xFF);
    }

    public boolean contains(String ip) {
        OptionalInt address = parse(ip);
        if (address.isEmpty()) {
            return false;
        }
        int index = address.getAsInt() - network - 1;
        return index >= 0 && index < size;
    }

    @Override
    public String toString() {
        return cidr;
    }

    private static OptionalInt parse(String ip) {
        String[] parts = ip.split("\\.", -1);
        if (parts.length != 4) {
            return OptionalInt.empty();
        }
        int address = 0;
        for (String part : parts) {
            int octet = number(part);
            if (octet < 0 || octet > 0xFF) {
                return OptionalInt.empty();
            }
            address = address << 8 | octet;
        }
        return OptionalInt.of(address);
    }

    private static int number(String text) {
        boolean isNumber =
                !text.isEmpty()
                        && text.length() <= 3
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : -1;
    }
}
