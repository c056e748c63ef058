package dev.skiff.ctl;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as users write and read them.
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|h|m|s)");
    private static final long SECONDS_A_DAY = 86_400;

    private Durations() {}

    /// Go's form: `300ms`, `5s`, `1h30m`; `0` is none.
    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            long amount = Long.parseLong(matcher.group(1));
            sum =
                    sum.plus(
                            switch (matcher.group(2)) {
                                case "h" -> Duration.ofHours(amount);
                                case "m" -> Duration.ofMinutes(amount);
                                case "s" -> Duration.ofSeconds(amount);
                                default -> Duration.ofMillis(amount);
                            });
            end = matcher.end();
        }
        if (end == 0 || end != text.length()) {
            throw new CommandFailure(
                    "error: invalid duration \"" + text + "\", expected for example 90s or 1h30m");
        }
        return sum;
    }

    /// As kubectl shows an age: two units at most, fewer the older it is.
    static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return joined(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return joined(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = seconds / SECONDS_A_DAY;
        if (days < 8) {
            return joined(days, "d", hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        long years = days / 365;
        return years < 8 ? joined(years, "y", days % 365, "d") : years + "y";
    }

    private static String joined(long major, String majorUnit, long minor, String minorUnit) {
        return minor == 0 ? major + majorUnit : major + majorUnit + minor + minorUnit;
    }
}
