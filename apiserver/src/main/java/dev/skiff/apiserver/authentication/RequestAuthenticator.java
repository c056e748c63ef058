package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Finds out who calls: by certificate, else by token, else anonymous. Bad credentials are refused,
/// unless others that came with them are good. Thread-safe.
public final class RequestAuthenticator {
    private static final String BEARER = "bearer ";

    private final ClientCertificates certificates;
    private final List<TokenSource> tokens;

    public RequestAuthenticator(ClientCertificates certificates, List<TokenSource> tokens) {
        this.certificates = certificates;
        this.tokens = List.copyOf(tokens);
    }

    /// @param chain the client's certificates, its own first; may be empty
    public Authentication authenticate(List<X509Certificate> chain, Parameters headers) {
        Authentication byCertificate = certificates.authenticate(chain);
        if (byCertificate instanceof Authentication.Identified) {
            return byCertificate;
        }
        return switch (byToken(headers)) {
            case Authentication.Identified user -> user;
            case Authentication.Refused refused -> refused;
            case Authentication.Absent() ->
                    byCertificate instanceof Authentication.Refused
                            ? byCertificate
                            : new Authentication.Identified(UserInfo.ANONYMOUS);
        };
    }

    private Authentication byToken(Parameters headers) {
        String header = headers.firstOrEmpty("Authorization").strip();
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Authentication.Absent();
        }
        String token = header.substring(BEARER.length()).strip();
        for (TokenSource source : tokens) {
            Optional<UserInfo> user = source.userOf(token);
            if (user.isPresent()) {
                return new Authentication.Identified(user.get());
            }
        }
        return new Authentication.Refused("unknown token");
    }
}
