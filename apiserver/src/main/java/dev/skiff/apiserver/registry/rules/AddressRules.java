package dev.skiff.apiserver.registry.rules;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What fields with IP addresses and ranges may hold.
public final class AddressRules {
    private static final String NOT_AN_ADDRESS =
            "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    private static final String NOT_A_RANGE =
            "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    private AddressRules() {}

    /// Any IP address.
    public static void address(String value, FieldPath path, List<FieldError> errors) {
        if (IpAddress.parse(value).isEmpty()) {
            errors.add(FieldError.invalid(path, value, NOT_AN_ADDRESS));
        }
    }

    /// A range: an address and the length of its prefix.
    public static void range(String value, FieldPath path, List<FieldError> errors) {
        if (!IpAddress.isCidr(value)) {
            errors.add(FieldError.invalid(path, value, NOT_A_RANGE));
        }
    }

    /// Any IP address, without leading zeros, and none of IPv4 within one of IPv6.
    public static void strictAddress(String value, FieldPath path, List<FieldError> errors) {
        FieldChecks.invalid(path, value, strictAddress(value), errors);
    }

    private static List<String> strictAddress(String value) {
        Optional<IpAddress> ip = IpAddress.parse(value);
        if (ip.isEmpty()) {
            return List.of(NOT_AN_ADDRESS);
        }
        if (IpAddress.hasLeadingZeros(value)) {
            return List.of("must not have leading 0s");
        }
        boolean isMapped = ip.get().isV4() && value.indexOf(':') >= 0;
        return isMapped ? List.of("must not be an IPv4-mapped IPv6 address") : List.of();
    }

    /// A range that says nothing twice: no leading zeros, no bits beyond its prefix.
    public static void strictRange(String value, FieldPath path, List<FieldError> errors) {
        FieldChecks.invalid(path, value, strictRange(value), errors);
    }

    private static List<String> strictRange(String value) {
        Optional<IpRange> range = IpRange.parse(value);
        if (range.isEmpty()) {
            return List.of(NOT_A_RANGE);
        }
        if (!range.get().isPlain()) {
            return List.of("must not have leading 0s in IP or prefix length");
        }
        if (range.get().isMapped()) {
            return List.of("must not have an IPv4-mapped IPv6 address");
        }
        return range.get().isAtItsStart()
                ? List.of()
                : List.of("must not have bits set beyond the prefix length");
    }

    /// A strict address, written in the one way upstream writes it.
    public static List<String> canonicalAddress(String value) {
        List<String> wrong = strictAddress(value);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return canonical(
                value,
                IpAddress.parse(value).map(ip -> IpAddress.canonical(ip.address())).orElse(value));
    }

    /// A strict range, written in the one way upstream writes it.
    public static List<String> canonicalRange(String value) {
        List<String> wrong = strictRange(value);
        return wrong.isEmpty()
                ? canonical(value, IpRange.parse(value).map(IpRange::canonical).orElse(value))
                : wrong;
    }

    private static List<String> canonical(String value, String usual) {
        return value.equals(usual)
                ? List.of()
                : List.of("must be in canonical form (%s)".formatted(GoText.quote(usual)));
    }

    /// The texts of warnings about a range of IPv6 that is not written as upstream would.
    public static List<String> rangeWarnings(String value, FieldPath path) {
        Optional<String> usual =
                IpRange.parse(value)
                        .filter(range -> !range.isV4())
                        .map(IpRange::canonical)
                        .filter(text -> !text.equals(value));
        return usual
                .map(
                        text ->
                                "%s: IPv6 CIDR value %s should be in RFC 5952 canonical format (%s)"
                                        .formatted(path, GoText.quote(value), GoText.quote(text)))
                .stream()
                .toList();
    }

    /// An address that other machines can reach something at.
    public static void endpoint(String value, FieldPath path, List<FieldError> errors) {
        Optional<IpAddress> ip = IpAddress.parse(value);
        if (ip.isEmpty()) {
            errors.add(FieldError.invalid(path, value, "must be a valid IP address"));
            return;
        }
        special(ip.get(), value, path, errors);
    }

    /// Any IP address that is not kept for something else.
    public static void reachable(String value, FieldPath path, List<FieldError> errors) {
        Optional<IpAddress> ip = IpAddress.parse(value);
        if (ip.isEmpty()) {
            errors.add(FieldError.invalid(path, value, NOT_AN_ADDRESS));
        } else {
            special(ip.get(), value, path, errors);
        }
    }

    private static void special(
            IpAddress ip, String value, FieldPath path, List<FieldError> errors) {
        InetAddress address = ip.address();
        if (address.isAnyLocalAddress()) {
            errors.add(
                    FieldError.invalid(
                            path, value, "may not be unspecified (%s)".formatted(value)));
        }
        if (address.isLoopbackAddress()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            value,
                            "may not be in the loopback range (127.0.0.0/8, ::1/128)"));
        }
        if (address.isLinkLocalAddress()) {
            errors.add(
                    FieldError.invalid(
                            path,
                            value,
                            "may not be in the link-local range (169.254.0.0/16, fe80::/10)"));
        }
        if (isLinkLocalMulticast(address)) {
            errors.add(
                    FieldError.invalid(
                            path,
                            value,
                            "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"));
        }
    }

    private static boolean isLinkLocalMulticast(InetAddress address) {
        return address.isMCLinkLocal();
    }
}
