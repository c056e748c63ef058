package dev.skiff.apiserver.http;

import java.time.Duration;

/// How the frontend listens, and its bounds.
///
/// @param host the address to listen on; empty: all
/// @param port 0: any free one
/// @param maxReads, maxWrites how many calls of each class may be under way; further ones are told
///     to come again. An open watch or log does not count
/// @param maxBodyBytes of a request
/// @param idleTimeout after which a connection that nothing goes over is closed; open watches
///     excepted
/// @param stopTimeout how long calls under way may take to end when the frontend stops
public record FrontendSettings(
        String host,
        int port,
        int maxReads,
        int maxWrites,
        int maxBodyBytes,
        Duration idleTimeout,
        Duration stopTimeout) {
    private static final int MAX_BODY_BYTES = 3 * 1024 * 1024;

    /// The defaults of kube-apiserver.
    public static FrontendSettings listeningOn(String host, int port) {
        return new FrontendSettings(
                host,
                port,
                400,
                200,
                MAX_BODY_BYTES,
                Duration.ofSeconds(90),
                Duration.ofSeconds(5));
    }

    public FrontendSettings withInFlight(int reads, int writes) {
        return new FrontendSettings(
                host, port, reads, writes, maxBodyBytes, idleTimeout, stopTimeout);
    }

    public FrontendSettings withStopTimeout(Duration timeout) {
        return new FrontendSettings(
                host, port, maxReads, maxWrites, maxBodyBytes, idleTimeout, timeout);
    }
}
