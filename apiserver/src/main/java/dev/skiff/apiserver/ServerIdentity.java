package dev.skiff.apiserver;

import dev.skiff.api.request.UserInfo;

/// As whom the server calls itself.
final class ServerIdentity {
    static final UserInfo USER = UserInfo.authenticated("system:apiserver", UserInfo.MASTERS_GROUP);

    private ServerIdentity() {}
}
