package dev.skiff.client;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;

/// The way to the API server: over HTTPS, or a method call in the same process. Thread-safe.
public interface Transport {
    /// Sends one call as the transport's own user (the request's is ignored over HTTPS) and
    /// waits for its answer, or for the head of it where it is a stream. A Status is an answer.
    ///
    /// @throws UnreachableException if no answer came; whether the call took effect is then unknown
    ApiResponse send(ApiRequest request);
}
