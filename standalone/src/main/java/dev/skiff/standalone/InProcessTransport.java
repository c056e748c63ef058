package dev.skiff.standalone;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;

/// Hands calls to an API server in the same process, as one user.
record InProcessTransport(ApiHandler api, UserInfo user) implements Transport {
    @Override
    public ApiResponse send(ApiRequest request) {
        return api.handle(request.withUser(user));
    }
}
