package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiResponse;

/// One verb, on any kind. Failures are [dev.skiff.api.status.ApiException]s.
@FunctionalInterface
interface Verb {
    ApiResponse answer(ResourceRequest request);
}
