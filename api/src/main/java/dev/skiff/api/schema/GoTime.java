package dev.skiff.api.schema;

import dev.skiff.api.codec.GoText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The two time layouts of the API, with upstream's sentences for what does not parse.
final class GoTime {
    /// Whole seconds; a fraction is read and dropped.
    static final GoTime SECONDS =
            new GoTime("2006-01-02T15:04:05Z07:00", "", "uuuu-MM-dd'T'HH:mm:ss'Z'");

    /// Exactly six digits of fraction.
    static final GoTime MICROS =
            new GoTime(
                    "2006-01-02T15:04:05.000000Z07:00",
                    ".000000",
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private static final List<Part> DATE_AND_TIME =
            List.of(
                    new Part("2006", "", 4, 0, 9999, ""),
                    new Part("01", "-", 2, 1, 12, "month"),
                    new Part("02", "-", 2, 0, 99, ""),
                    new Part("15", "T", 2, 0, 23, "hour"),
                    new Part("04", ":", 2, 0, 59, "minute"),
                    new Part("05", ":", 2, 0, 59, "second"));

    private final String layout;
    private final String fraction;
    private final DateTimeFormatter formatter;

    private GoTime(String layout, String fraction, String pattern) {
        this.layout = layout;
        this.fraction = fraction;
        this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /// One number of the layout and the literal in front of it.
    private record Part(
            String element, String literal, int digits, int min, int max, String rangeName) {}

    sealed interface Result {}

    record Parsed(Instant instant) implements Result {}

    record Unparsable(String message) implements Result {}

    String format(Instant instant) {
        return formatter.format(instant);
    }

    Result parse(String text) {
        int[] numbers = new int[DATE_AND_TIME.size()];
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            Part part = DATE_AND_TIME.get(i);
            if (!text.startsWith(part.literal(), at)) {
                return cannotParse(text, at, part.literal());
            }
            at += part.literal().length();
            if (!areDigits(text, at, part.digits())) {
                return cannotParse(text, at, part.element());
            }
            numbers[i] = Integer.parseInt(text.substring(at, at + part.digits()));
            if (numbers[i] < part.min() || numbers[i] > part.max()) {
                return outOfRange(text, part.rangeName());
            }
            at += part.digits();
        }
        return withFraction(text, at, numbers);
    }

    private Result withFraction(String text, int at, int[] numbers) {
        int end = at;
        if (text.startsWith(".", at) && areDigits(text, at + 1, 1)) {
            end = at + 1;
            while (areDigits(text, end, 1)) {
                end++;
            }
        }
        boolean isAsWanted = fraction.isEmpty() || end - at == fraction.length();
        if (!isAsWanted) {
            return cannotParse(text, at, fraction);
        }
        String digits = end > at ? text.substring(at + 1, Math.min(end, at + 10)) : "0";
        int nanos = Integer.parseInt(digits + "0".repeat(9 - digits.length()));
        return withZone(text, end, numbers, nanos);
    }

    private Result withZone(String text, int at, int[] numbers, int nanos) {
        boolean isUtc = text.startsWith("Z", at);
        if (!isUtc && !isOffset(text, at)) {
            return cannotParse(text, at, "Z07:00");
        }
        int end = at + (isUtc ? 1 : 6);
        if (end < text.length()) {
            return new Unparsable(
                    "parsing time %s: extra text: %s"
                            .formatted(GoText.quote(text), GoText.quote(text.substring(end))));
        }
        if (numbers[2] < 1 || numbers[2] > YearMonth.of(numbers[0], numbers[1]).lengthOfMonth()) {
            return outOfRange(text, "day");
        }
        int offsetSeconds = isUtc ? 0 : offsetSeconds(text, at);
        LocalDateTime local =
                LocalDateTime.of(
                        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        long seconds = local.toEpochSecond(ZoneOffset.UTC) - offsetSeconds;
        return new Parsed(Instant.ofEpochSecond(seconds, nanos));
    }

    private static int offsetSeconds(String text, int at) {
        int hours = Integer.parseInt(text.substring(at + 1, at + 3));
        int minutes = Integer.parseInt(text.substring(at + 4, at + 6));
        int seconds = hours * 3600 + minutes * 60;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    private static boolean isOffset(String text, int at) {
        return at + 6 <= text.length()
                && (text.charAt(at) == '+' || text.charAt(at) == '-')
                && areDigits(text, at + 1, 2)
                && text.charAt(at + 3) == ':'
                && areDigits(text, at + 4, 2);
    }

    private static boolean areDigits(String text, int from, int count) {
        if (from + count > text.length()) {
            return false;
        }
        for (int at = from; at < from + count; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private Result cannotParse(String text, int at, String element) {
        return new Unparsable(
                "parsing time %s as \"%s\": cannot parse %s as \"%s\""
                        .formatted(
                                GoText.quote(text),
                                layout,
                                GoText.quote(text.substring(at)),
                                element));
    }

    private static Result outOfRange(String text, String what) {
        return new Unparsable(
                "parsing time %s: %s out of range".formatted(GoText.quote(text), what));
    }
}
