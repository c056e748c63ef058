package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.UserInfo;

/// Whether we know who calls.
public sealed interface Authentication {
    record Identified(UserInfo user) implements Authentication {}

    /// Credentials came and are not good; `why` is for the log, never for the caller.
    record Refused(String why) implements Authentication {}

    /// No credentials came.
    record Absent() implements Authentication {}
}
