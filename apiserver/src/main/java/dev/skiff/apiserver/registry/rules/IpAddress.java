package dev.skiff.apiserver.registry.rules;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// An IP address as fields write it. Reading one never asks a name server.
public record IpAddress(InetAddress address) {
    /// Accepts leading zeros in dotted numbers, as upstream's older fields do; no zones.
    public static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            return parseDotted(text);
        }
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IpAddress(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether this is an address with a prefix length: `10.0.0.0/8`.
    public static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String length = text.substring(slash + 1);
        boolean isNumber =
                !length.isEmpty()
                        && length.length() <= 3
                        && length.chars().allMatch(Character::isDigit);
        return isNumber
                && parse(text.substring(0, slash))
                        .filter(ip -> Integer.parseInt(length) <= (ip.isV4() ? 32 : 128))
                        .isPresent();
    }

    public boolean isV4() {
        return address instanceof Inet4Address;
    }

    public boolean isV6() {
        return address instanceof Inet6Address;
    }

    private static Optional<IpAddress> parseDotted(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        for (String part : parts) {
            boolean isNumber =
                    !part.isEmpty()
                            && part.length() <= 3
                            && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!isNumber || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            plain.append(plain.isEmpty() ? "" : ".").append(Integer.parseInt(part));
        }
        return Optional.of(new IpAddress(InetAddress.ofLiteral(plain.toString())));
    }
}
