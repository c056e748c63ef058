package dev.skiff.apiserver.registry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as objects carry them: RFC 3339 in UTC, to the second.
final class Timestamps {
    private Timestamps() {}

    static String format(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
