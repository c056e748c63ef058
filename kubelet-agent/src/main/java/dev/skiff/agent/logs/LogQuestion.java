package dev.skiff.agent.logs;

import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.api.request.ByteStream;
import dev.skiff.api.request.Parameters;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What is asked of a container's output.
///
/// @param previous whether that of the container before is meant
/// @param limitBytes how much at most
record LogQuestion(LogOptions options, boolean previous, OptionalLong limitBytes) {
    /// @throws NumberFormatException, java.time.DateTimeException for what is neither number
    /// nor time
    static LogQuestion of(Parameters query, Instant now) {
        Optional<Instant> since =
                query.first("sinceTime")
                        .map(Instant::parse)
                        .or(
                                () ->
                                        query.first("sinceSeconds")
                                                .map(Long::parseLong)
                                                .map(now::minusSeconds));
        LogOptions options =
                new LogOptions(
                        isTrue(query, "follow"),
                        number(query, "tailLines"),
                        since,
                        isTrue(query, "timestamps"));
        return new LogQuestion(options, isTrue(query, "previous"), number(query, "limitBytes"));
    }

    private static boolean isTrue(Parameters query, String name) {
        String value = query.firstOrEmpty(name);
        return value.equals("true") || value.equals("1");
    }

    private static OptionalLong number(Parameters query, String name) {
        return query.first(name)
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    ByteStream limit(ByteStream stream) {
        return limitBytes.isEmpty() ? stream : new LimitedStream(stream, limitBytes.getAsLong());
    }
}
