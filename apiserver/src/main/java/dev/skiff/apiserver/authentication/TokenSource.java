package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.UserInfo;
import java.util.List;
import java.util.Optional;

/// Knows some bearer tokens. Thread-safe.
@FunctionalInterface
public interface TokenSource {
    /// Whom tokens are for that name nobody: this server.
    String OWN_AUDIENCE = "https://kubernetes.default.svc";

    /// Whose a token is.
    ///
    /// @param audiences whom among those that were asked about it is for
    record Bearer(UserInfo user, List<String> audiences) {
        public Bearer {
            audiences = List.copyOf(audiences);
        }
    }

    /// The user of that token, if it is known here, good, and for this server.
    Optional<UserInfo> userOf(String token);

    /// Whose that token is, if it is known here, good, and for one of these.
    default Optional<Bearer> bearerOf(String token, List<String> audiences) {
        return audiences.contains(OWN_AUDIENCE)
                ? userOf(token).map(user -> new Bearer(user, List.of(OWN_AUDIENCE)))
                : Optional.empty();
    }
}
