package dev.skiff.apiserver.registry.rules;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// A range of IP addresses as fields write it: an address and the length of its prefix.
public final class IpRange {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    /// Of the address as written: 4, or 16 where it is written with colons.
    private final byte[] bytes;

    private final int length;
    private final boolean isPlain;

    private IpRange(byte[] bytes, int length, boolean isPlain) {
        this.bytes = bytes;
        this.length = length;
        this.isPlain = isPlain;
    }

    /// Accepts leading zeros, as upstream's older fields do; [#isPlain] tells whether there are
    /// none.
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String address = text.substring(0, slash);
        String length = text.substring(slash + 1);
        boolean isNumber =
                !length.isEmpty()
                        && length.length() <= 3
                        && length.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber
                ? IpAddress.parse(address)
                        .map(ip -> of(ip, address, length))
                        .filter(range -> range.length <= range.bytes.length * Byte.SIZE)
                : Optional.empty();
    }

    private static IpRange of(IpAddress ip, String address, String length) {
        boolean isPlain =
                isPlain(length)
                        && Arrays.stream(address.split("\\.", -1)).allMatch(IpRange::isPlain);
        byte[] bytes = ip.address().getAddress();
        if (address.indexOf(':') >= 0) {
            return new IpRange(mapped(bytes), Integer.parseInt(length), isPlain(length));
        }
        return new IpRange(bytes, Integer.parseInt(length), isPlain);
    }

    private static boolean isPlain(String number) {
        return number.length() == 1 || !number.startsWith("0");
    }

    /// An address of four bytes that was written with colons.
    private static byte[] mapped(byte[] bytes) {
        if (bytes.length == V6_BYTES) {
            return bytes;
        }
        byte[] mapped = new byte[V6_BYTES];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, V6_BYTES - V4_BYTES, V4_BYTES);
        return mapped;
    }

    /// Whether no number begins with a zero that says nothing.
    public boolean isPlain() {
        return isPlain;
    }

    public boolean isV4() {
        return bytes.length == V4_BYTES;
    }

    /// Whether it is a range of IPv4 addresses written as one of IPv6.
    public boolean isMapped() {
        return !isV4() && address(bytes) instanceof Inet4Address;
    }

    /// Whether the address is the first of the range.
    public boolean isAtItsStart() {
        return Arrays.equals(bytes, start());
    }

    /// Whether every address of `other` is in this range, and some address of this range is not in
    /// `other`.
    public boolean isWiderThan(IpRange other) {
        return bytes.length == other.bytes.length
                && length < other.length
                && Arrays.equals(start(), new IpRange(other.start(), length, true).start());
    }

    private byte[] start() {
        byte[] start = bytes.clone();
        for (int bit = length; bit < start.length * Byte.SIZE; bit++) {
            start[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        return start;
    }

    /// As upstream writes it.
    public String canonical() {
        return IpAddress.canonical(address(start())) + "/" + length;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    @Override
    public String toString() {
        return canonical();
    }
}
