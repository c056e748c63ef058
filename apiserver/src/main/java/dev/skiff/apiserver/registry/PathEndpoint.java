package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import java.util.Optional;

/// Answers paths that are not of a resource: discovery, health, metrics.
@FunctionalInterface
public interface PathEndpoint {
    /// Empty when this endpoint does not know the path.
    Optional<ApiResponse> answer(ApiRequest request);
}
