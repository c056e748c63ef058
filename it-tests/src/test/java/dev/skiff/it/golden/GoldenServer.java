package dev.skiff.it.golden;

import dev.skiff.apiserver.pki.TokenKey;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.tunnel.NodeTunnel;
import dev.skiff.it.lone.LoneApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An API server over HTTPS, without controllers and as the recorded one was set up, and a client
/// of it.
final class GoldenServer implements AutoCloseable {
    private static final String SERVICE_RANGE = "10.96.0.0/16";
    private static final int RECORDED_PORT = 41443;
    private static final int TOLERATION_SECONDS = 300;
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> TOKEN_OF =
            Map.of(
                    "admin", LoneApiServer.ADMIN_TOKEN,
                    "user", LoneApiServer.USER_TOKEN,
                    "invalid", "not-a-known-token");

    private final LoneApiServer server;
    private final HttpClient client;

    /// @param store empty; closed with the server
    GoldenServer(Store store) throws IOException, GeneralSecurityException {
        server = LoneApiServer.start(settings(), store);
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trusting(server.authority()))
                        .build();
    }

    private static ApiServerSettings settings() {
        return new ApiServerSettings(
                SERVICE_RANGE,
                Optional.of(new ApiServerSettings.Address("192.0.2.1", RECORDED_PORT)),
                TOLERATION_SECONDS,
                TOLERATION_SECONDS,
                NodeTunnel.NONE,
                TokenKey.generate(new SecureRandom()),
                false,
                List.of());
    }

    /// A call as it goes over the wire.
    ///
    /// @param target path and query, encoded
    /// @param auth who calls: `admin`, `user` without rights, `anonymous`, `invalid`
    record Call(
            String method, String target, Map<String, String> headers, String body, String auth) {
        Call {
            headers = Map.copyOf(headers);
        }
    }

    Reply send(Call call) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request(call), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), headers(response), response.body());
    }

    /// As [#send], the body to be read as it comes.
    HttpResponse<InputStream> open(Call call) throws IOException, InterruptedException {
        return client.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
    }

    static Map<String, List<String>> headers(HttpResponse<?> response) {
        return new LinkedHashMap<>(response.headers().map());
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + call.target()))
                        .timeout(CALL_LIMIT)
                        .setHeader("User-Agent", "golden/1.0")
                        .setHeader("Accept", "application/json");
        String token = TOKEN_OF.getOrDefault(call.auth(), "");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        call.headers().forEach(request::setHeader);
        return request.method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        call.body(), StandardCharsets.UTF_8))
                .build();
    }

    private static SSLContext trusting(X509Certificate authority)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
