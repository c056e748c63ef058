package dev.skiff.client.http;

import java.net.URI;

/// Where an API server is and as whom to talk to it. What is not there is empty.
///
/// @param authority PEM of the authorities its certificate must lead to
/// @param clientCertificate, clientKey PEM of who we are, certificate and chain, PKCS#8 key
/// @param token sent as bearer token
public record ServerAccess(
        URI server, String authority, String clientCertificate, String clientKey, String token) {
    public static ServerAccess withCertificate(
            URI server, String authority, String clientCertificate, String clientKey) {
        return new ServerAccess(server, authority, clientCertificate, clientKey, "");
    }

    public static ServerAccess withToken(URI server, String authority, String token) {
        return new ServerAccess(server, authority, "", "", token);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return server.toString();
    }
}
