package dev.skiff.apiserver.http;

import java.time.Duration;

/// How the frontend listens, and its bounds.
///
/// @param host the address to listen on; empty: all
/// @param port 0: any free one
/// @param idleTimeout after which a connection that nothing goes over is closed; open watches
///     excepted
/// @param stopTimeout how long calls under way may take to end when the frontend stops
public record FrontendSettings(
        String host, int port, CallLimits limits, Duration idleTimeout, Duration stopTimeout) {
    public static FrontendSettings listeningOn(String host, int port) {
        return new FrontendSettings(
                host, port, CallLimits.STANDARD, Duration.ofSeconds(90), Duration.ofSeconds(5));
    }

    public FrontendSettings withLimits(CallLimits other) {
        return new FrontendSettings(host, port, other, idleTimeout, stopTimeout);
    }

    public FrontendSettings withStopTimeout(Duration timeout) {
        return new FrontendSettings(host, port, limits, idleTimeout, timeout);
    }
}
