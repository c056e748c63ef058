package dev.skiff.apiserver.apply;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Who writes, and how.
///
/// @param manager the name to be recorded
/// @param subresource the subresource written through; empty: the object itself
/// @param ignored fields that this way of writing resets, so that nobody sets them by it
public record FieldWriter(String manager, String subresource, FieldSet ignored, Instant now) {
    /// Another one who writes the same way.
    FieldWriter as(String other) {
        return new FieldWriter(other, subresource, ignored, now);
    }

    /// The moment as the API writes times.
    String time() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
