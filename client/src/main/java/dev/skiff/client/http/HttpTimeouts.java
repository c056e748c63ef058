package dev.skiff.client.http;

import java.time.Duration;

/// How long to wait for a server.
///
/// @param connect for a connection
/// @param call for a whole answer, or for the head of a long one
/// @param silence how long an open watch may say nothing, not even a bookmark, before it counts as
///     broken
public record HttpTimeouts(Duration connect, Duration call, Duration silence) {
    public static final HttpTimeouts USUAL =
            new HttpTimeouts(
                    Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(150));
}
