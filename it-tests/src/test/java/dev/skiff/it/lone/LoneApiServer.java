package dev.skiff.it.lone;

import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.authentication.StaticTokens;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.ServerTls;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// An API server in this process, without controllers, over HTTPS on 127.0.0.1.
public final class LoneApiServer implements AutoCloseable {
    /// The token of an administrator.
    public static final String ADMIN_TOKEN = "admin-token";

    /// The token of `alice`, who may do nothing.
    public static final String USER_TOKEN = "user-token";

    private static final int STEP_MILLIS = 100;
    private static final Map<String, UserInfo> TOKENS =
            Map.of(
                    ADMIN_TOKEN,
                    new UserInfo(
                            "admin",
                            "admin-uid",
                            List.of(UserInfo.MASTERS_GROUP, UserInfo.AUTHENTICATED_GROUP)),
                    USER_TOKEN,
                    UserInfo.authenticated("alice", "team-a"));

    private final Store store;
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private final CertificateAuthority authority;
    private final ApiServer server;
    private final HttpFrontend frontend;

    private LoneApiServer(ApiServerSettings settings, Store store) throws IOException {
        this.store = store;
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        authority = CertificateAuthority.create("lone-ca", clock, random);
        server = new ApiServer(settings, store, clock, random, List.of());
        server.start();
        List<X509Certificate> trusted = List.of(authority.certificate());
        var own = authority.issue(CertificateSpec.server("server", List.of("127.0.0.1")));
        frontend =
                HttpFrontend.start(
                        FrontendSettings.listeningOn("127.0.0.1", 0),
                        new ServerTls(own, trusted),
                        new RequestAuthenticator(
                                new ClientCertificates(trusted, clock),
                                List.of(StaticTokens.of(TOKENS))),
                        server,
                        List.of());
        var _ =
                time.scheduleWithFixedDelay(
                        server::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// In memory.
    public static LoneApiServer start(ApiServerSettings settings) throws IOException {
        return start(settings, new MemoryStore());
    }

    /// @param store empty; closed with the server
    public static LoneApiServer start(ApiServerSettings settings, Store store) throws IOException {
        return new LoneApiServer(settings, store);
    }

    /// Without a slash at its end.
    public String address() {
        return "https://127.0.0.1:" + frontend.port();
    }

    /// Whom clients must trust.
    public X509Certificate authority() {
        return authority.certificate();
    }

    /// Answers without a socket between.
    public ApiHandler direct() {
        return server;
    }

    /// For a client outside of this process, as an administrator.
    public void writeKubeconfig(Path file) throws IOException {
        byte[] trusted = Pem.encode(authority.certificate()).getBytes(StandardCharsets.UTF_8);
        Files.writeString(
                file,
                """
                apiVersion: v1
                kind: Config
                current-context: lone
                clusters: [{name: lone, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: lone, context: {cluster: lone, user: admin}}]
                """
                        .formatted(
                                address(),
                                Base64.getEncoder().encodeToString(trusted),
                                ADMIN_TOKEN));
    }

    @Override
    public void close() {
        time.shutdownNow();
        frontend.close();
        server.close();
        store.close();
    }
}
