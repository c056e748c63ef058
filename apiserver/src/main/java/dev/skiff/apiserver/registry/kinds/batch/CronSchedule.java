package dev.skiff.apiserver.registry.kinds.batch;

import dev.skiff.api.codec.GoText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Schedules of five fields, or by name: whether one can be read, in the words of the library that
/// Kubernetes reads them with.
final class CronSchedule {
    private static final List<String> NAMED =
            List.of(
                    "@yearly",
                    "@annually",
                    "@monthly",
                    "@weekly",
                    "@daily",
                    "@midnight",
                    "@hourly");
    private static final String EVERY = "@every ";
    private static final List<Field> FIELDS =
            List.of(
                    new Field(0, 59, List.of()),
                    new Field(0, 23, List.of()),
                    new Field(1, 31, List.of()),
                    new Field(
                            1,
                            12,
                            List.of(
                                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
                                    "oct", "nov", "dec")),
                    new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    /// @param names of the values from the lowest on; none: only numbers
    private record Field(long lowest, long highest, List<String> names) {}

    /// What stops reading.
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private CronSchedule() {}

    /// Empty when all is well.
    static Optional<String> problem(String schedule) {
        try {
            read(schedule);
            return Optional.empty();
        } catch (Malformed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void read(String schedule) throws Malformed {
        String rest = withoutZone(schedule);
        if (rest.startsWith("@")) {
            named(rest);
            return;
        }
        List<String> fields = SPACES.splitAsStream(rest).filter(f -> !f.isEmpty()).toList();
        if (fields.size() != FIELDS.size()) {
            throw new Malformed(
                    "expected exactly %d fields, found %d: [%s]"
                            .formatted(FIELDS.size(), fields.size(), String.join(" ", fields)));
        }
        for (int i = 0; i < fields.size(); i++) {
            for (String range : fields.get(i).split(",")) {
                if (!range.isEmpty()) {
                    range(range, FIELDS.get(i));
                }
            }
        }
    }

    private static String withoutZone(String schedule) throws Malformed {
        if (!schedule.startsWith("TZ=") && !schedule.startsWith("CRON_TZ=")) {
            return schedule;
        }
        int space = schedule.indexOf(' ');
        int end = space < 0 ? schedule.length() : space;
        String zone = schedule.substring(schedule.indexOf('=') + 1, end);
        if (!TimeZones.isKnown(zone)) {
            throw new Malformed(
                    "provided bad location %s: unknown time zone %s".formatted(zone, zone));
        }
        return schedule.substring(end).strip();
    }

    private static void named(String descriptor) throws Malformed {
        if (descriptor.startsWith(EVERY)) {
            Optional<String> problem = GoDuration.problem(descriptor.substring(EVERY.length()));
            if (problem.isPresent()) {
                throw new Malformed(
                        "failed to parse duration %s: %s".formatted(descriptor, problem.get()));
            }
        } else if (!NAMED.contains(descriptor)) {
            throw new Malformed("unrecognized descriptor: " + descriptor);
        }
    }

    /// `*`, `5`, `1-5`, each with a step or without.
    private static void range(String text, Field field) throws Malformed {
        String[] parts = text.split("/", -1);
        String[] limits = parts[0].split("-", -1);
        long first = field.lowest();
        long last = field.highest();
        if (!limits[0].equals("*") && !limits[0].equals("?")) {
            first = value(limits[0], field);
            last =
                    switch (limits.length) {
                        case 1 -> first;
                        case 2 -> value(limits[1], field);
                        default -> throw new Malformed("too many hyphens: " + text);
                    };
        }
        long step = 1;
        if (parts.length == 2) {
            step = number(parts[1]);
            last = limits.length == 1 ? field.highest() : last;
        } else if (parts.length > 2) {
            throw new Malformed("too many slashes: " + text);
        }
        inBounds(text, first, last, field);
        if (step == 0) {
            throw new Malformed("step of range should be a positive number: " + text);
        }
    }

    private static void inBounds(String text, long first, long last, Field field) throws Malformed {
        if (first < field.lowest()) {
            throw new Malformed(
                    "beginning of range (%d) below minimum (%d): %s"
                            .formatted(first, field.lowest(), text));
        }
        if (last > field.highest()) {
            throw new Malformed(
                    "end of range (%d) above maximum (%d): %s"
                            .formatted(last, field.highest(), text));
        }
        if (first > last) {
            throw new Malformed(
                    "beginning of range (%d) beyond end of range (%d): %s"
                            .formatted(first, last, text));
        }
    }

    private static long value(String text, Field field) throws Malformed {
        int named = field.names().indexOf(text.toLowerCase(Locale.ROOT));
        return named < 0 ? number(text) : field.lowest() + named;
    }

    private static long number(String text) throws Malformed {
        if (!NUMBER.matcher(text).matches()) {
            throw new Malformed(notParsed(text, "invalid syntax"));
        }
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Malformed(notParsed(text, "value out of range"));
        }
        if (number < 0) {
            throw new Malformed("negative number (%d) not allowed: %s".formatted(number, text));
        }
        return number;
    }

    private static String notParsed(String text, String why) {
        return "failed to parse int from %s: strconv.Atoi: parsing %s: %s"
                .formatted(text, GoText.quote(text), why);
    }
}
