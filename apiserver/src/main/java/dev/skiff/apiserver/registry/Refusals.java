package dev.skiff.apiserver.registry;

import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;

/// Why a call is not answered, in upstream's words.
final class Refusals {
    private Refusals() {}

    static ApiException noSuchResource() {
        String message = "the server could not find the requested resource";
        return new ApiException(Status.failure(404, "NotFound", message).withEmptyDetails());
    }

    static ApiException methodNotAllowed() {
        String message = "the server does not allow this method on the requested resource";
        return new ApiException(
                Status.failure(405, "MethodNotAllowed", message).withEmptyDetails());
    }
}
