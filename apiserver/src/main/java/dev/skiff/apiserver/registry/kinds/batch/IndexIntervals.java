package dev.skiff.apiserver.registry.kinds.batch;

import dev.skiff.api.codec.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Indexes of completions as text: `1,3-5,7`, growing.
///
/// @param completions how many indexes there are, from 0
record IndexIntervals(String text, long completions) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    /// One part between commas.
    private sealed interface Part {
        record Interval(long first, long last) implements Part {}

        record Malformed(String problem) implements Part {}
    }

    /// What is wrong with the text, if anything.
    Optional<String> problem() {
        long previous = -1;
        for (Part part : parts()) {
            switch (part) {
                case Part.Malformed(var problem) -> {
                    return Optional.of(problem);
                }
                case Part.Interval(var first, var last) -> {
                    if (previous >= first) {
                        return Optional.of(notGrowing(previous, first));
                    }
                    previous = last;
                }
            }
        }
        return Optional.empty();
    }

    /// How many indexes a text without problems names.
    long count() {
        return wellFormed().stream().mapToLong(i -> i.last() - i.first() + 1).sum();
    }

    /// The first index named by both, malformed parts aside.
    Optional<Long> firstCommon(IndexIntervals other) {
        List<Part.Interval> mine = wellFormed();
        List<Part.Interval> theirs = other.wellFormed();
        int i = 0;
        int j = 0;
        while (i < mine.size() && j < theirs.size()) {
            Part.Interval one = mine.get(i);
            Part.Interval two = theirs.get(j);
            if (one.first() <= two.last() && two.first() <= one.last()) {
                return Optional.of(Math.max(one.first(), two.first()));
            }
            if (one.first() <= two.first()) {
                i++;
            } else {
                j++;
            }
        }
        return Optional.empty();
    }

    private List<Part.Interval> wellFormed() {
        return parts().stream()
                .filter(Part.Interval.class::isInstance)
                .map(Part.Interval.class::cast)
                .toList();
    }

    private List<Part> parts() {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            parts.add(parse(part));
        }
        return parts;
    }

    private Part parse(String part) {
        String[] limits = part.split("-", -1);
        if (limits.length > 2) {
            return new Part.Malformed(
                    "the fragment %s violates the requirement that an index interval can have at most two parts separated by '-'"
                            .formatted(GoText.quote(part)));
        }
        for (String limit : limits) {
            if (!NUMBER.matcher(limit).matches()) {
                return new Part.Malformed(
                        "cannot convert string to integer for index: " + GoText.quote(limit));
            }
            if (Long.parseLong(limit) >= completions) {
                return new Part.Malformed("too large index: " + GoText.quote(limit));
            }
        }
        long first = Long.parseLong(limits[0]);
        long last = Long.parseLong(limits[limits.length - 1]);
        return limits.length == 2 && first >= last
                ? new Part.Malformed(notGrowing(first, last))
                : new Part.Interval(first, last);
    }

    private static String notGrowing(long previous, long current) {
        return "non-increasing order, previous: %d, current: %d".formatted(previous, current);
    }
}
