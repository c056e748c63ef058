package dev.skiff.apiserver.registry.kinds.batch;

import dev.skiff.api.codec.GoText;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them: `1h30m`, `1.5s`.
final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("([0-9]*)(?:(\\.)([0-9]*))?([^0-9.]*)", Pattern.DOTALL);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "\u00b5s", 1_000L,
                    "\u03bcs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private GoDuration() {}

    /// Why this is no duration; empty when it is one.
    static Optional<String> problem(String text) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String rest = isSigned ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.empty();
        }
        Matcher part = PART.matcher(rest);
        BigDecimal total = BigDecimal.ZERO;
        int at = 0;
        do {
            part.region(at, rest.length());
            boolean isNumber = part.lookingAt() && hasDigits(part);
            if (!isNumber) {
                return Optional.of("time: invalid duration " + GoText.quote(text));
            }
            String unit = part.group(4);
            Long nanos = NANOS.get(unit);
            if (unit.isEmpty()) {
                return Optional.of("time: missing unit in duration " + GoText.quote(text));
            }
            if (nanos == null) {
                return Optional.of(
                        "time: unknown unit %s in duration %s"
                                .formatted(GoText.quote(unit), GoText.quote(text)));
            }
            total = total.add(number(part).multiply(BigDecimal.valueOf(nanos)));
            at = part.end();
        } while (at < rest.length());
        return total.compareTo(MAX) > 0
                ? Optional.of("time: invalid duration " + GoText.quote(text))
                : Optional.empty();
    }

    private static boolean hasDigits(Matcher part) {
        String fraction = part.group(3);
        return !part.group(1).isEmpty() || (fraction != null && !fraction.isEmpty());
    }

    private static BigDecimal number(Matcher part) {
        String fraction = part.group(3);
        String decimals = fraction == null || fraction.isEmpty() ? "0" : fraction;
        return new BigDecimal("0" + part.group(1) + "." + decimals);
    }
}
