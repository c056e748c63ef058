package dev.skiff.apiserver.http;

import java.time.Duration;

/// What the frontend bounds of calls.
///
/// @param reads, writes how many of all classes of callers may be under way; an open watch or log
///     does not count
/// @param waiting how many of a class may wait for a place; further ones are told to come again
/// @param patience how long they wait
/// @param bodyBytes of a request
public record CallLimits(int reads, int writes, int waiting, Duration patience, int bodyBytes) {
    /// As many calls, and as large ones, as kube-apiserver takes.
    public static final CallLimits STANDARD =
            new CallLimits(400, 200, 200, Duration.ofSeconds(5), 3 * 1024 * 1024);
}
