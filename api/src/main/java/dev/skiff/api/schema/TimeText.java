package dev.skiff.api.schema;

import java.util.Optional;

/// Times in texts that no schema says to be times.
public final class TimeText {
    private TimeText() {}

    /// The time as objects have it; empty if it is none.
    public static Optional<String> canonical(String text) {
        return switch (GoTime.SECONDS.parse(text)) {
            case GoTime.Parsed(var instant) -> Optional.of(GoTime.SECONDS.format(instant));
            case GoTime.Unparsable _ -> Optional.empty();
        };
    }
}
