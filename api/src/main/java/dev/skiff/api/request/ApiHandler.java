package dev.skiff.api.request;

/// Answers API calls. Called from any thread; may block.
@FunctionalInterface
public interface ApiHandler {
    /// Never throws for a bad request: failures come back as an [ApiResponse.Full] that carries
    /// a Status.
    ApiResponse handle(ApiRequest request);
}
