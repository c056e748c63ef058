package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.authentication.StaticTokens;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import dev.skiff.apiserver.pki.ServerTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A frontend on a free port with its own authority, and clients for it.
final class TestCluster implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final CertificateAuthority authority = newAuthority();
    private final HttpFrontend frontend;

    TestCluster(ApiHandler api) throws IOException {
        this(api, FrontendSettings.listeningOn("127.0.0.1", 0));
    }

    TestCluster(ApiHandler api, FrontendSettings settings) throws IOException {
        Identity server =
                authority.issue(
                        CertificateSpec.server("server", List.of("localhost", "127.0.0.1")));
        ServerTls tls = new ServerTls(server, List.of(authority.certificate()));
        var certificates =
                new ClientCertificates(List.of(authority.certificate()), InstantSource.system());
        var tokens =
                StaticTokens.of(Map.of("good-token", UserInfo.authenticated("tina", "testers")));
        frontend =
                HttpFrontend.start(
                        settings,
                        tls,
                        new RequestAuthenticator(certificates, List.of(tokens)),
                        api,
                        List.of());
    }

    static CertificateAuthority newAuthority() {
        return CertificateAuthority.create("test-ca", InstantSource.system(), new SecureRandom());
    }

    HttpFrontend frontend() {
        return frontend;
    }

    Identity issue(String user, String... groups) {
        return authority.issue(CertificateSpec.client(user, groups));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + frontend.port() + pathAndQuery))
                .timeout(Duration.ofSeconds(20));
    }

    HttpClient client(HttpClient.Version version) {
        return client(version, Optional.empty());
    }

    HttpClient client(HttpClient.Version version, Optional<Identity> identity) {
        return HttpClient.newBuilder().version(version).sslContext(clientTls(identity)).build();
    }

    SSLContext clientTls(Optional<Identity> identity) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (identity.isPresent()) {
                var chain =
                        identity.get().chain().toArray(java.security.cert.X509Certificate[]::new);
                own.setKeyEntry("own", identity.get().key(), NO_PASSWORD, chain);
            }
            keys.init(own, NO_PASSWORD);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no client TLS", e);
        }
    }

    @Override
    public void close() {
        frontend.close();
    }
}
