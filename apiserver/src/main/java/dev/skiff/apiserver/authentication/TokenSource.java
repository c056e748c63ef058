package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.UserInfo;
import java.util.Optional;

/// Knows some bearer tokens. Thread-safe.
@FunctionalInterface
public interface TokenSource {
    /// The user of that token, if it is known here and good.
    Optional<UserInfo> userOf(String token);
}
