package dev.skiff.standalone;

import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.authentication.StaticTokens;
import dev.skiff.apiserver.authentication.TokenSource;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.http.UpgradePoint;
import dev.skiff.apiserver.join.JoinEndpoint;
import dev.skiff.apiserver.metrics.ApiMetrics;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.ClusterPki;
import dev.skiff.apiserver.pki.HostNames;
import dev.skiff.apiserver.pki.Identity;
import dev.skiff.apiserver.pki.ServerTls;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.token.TokenSigner;
import dev.skiff.apiserver.tunnel.NodeDirectory;
import dev.skiff.apiserver.tunnel.stream.TunnelServer;
import dev.skiff.client.Transport;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An API server with its store, its certificates and its port.
final class ServedApi implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);
    /// How long calls wait for an agent whose connection broke.
    private static final Duration AGENT_ABSENCE = Duration.ofSeconds(30);

    private static final Duration RENEWAL_CHECK = Duration.ofDays(1);

    private final Closer closer;
    private final ServeSettings settings;
    private final ClusterPki pki;
    private final CertificateSpec serverSpec;
    private final ServerTls tls;
    private final NodeDirectory nodes = new NodeDirectory();
    private final ApiHandler handler;
    private final JoinToken joinToken;
    private final HttpFrontend frontend;

    private ServedApi(ServeSettings settings, SkiffHome home, Stopwatch time, Closer closer)
            throws IOException {
        this.settings = settings;
        this.closer = closer;
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Store store = closer.keep(settings.datastore().open(home, clock));
        time.lap("store");
        pki = ClusterPki.open(settings.certificates(), clock, random);
        serverSpec =
                CertificateSpec.server(
                        "kube-apiserver",
                        HostNames.ofApiServer(settings.serviceRange().firstAddress()));
        List<X509Certificate> authorities = authorities(settings, pki);
        tls = new ServerTls(pki.identity("server", serverSpec), authorities);
        ApiMetrics metrics = closer.keep(new ApiMetrics());
        joinToken = JoinToken.of(pki.authority().certificate(), pki.secret("join-token"));
        List<TokenSource> known = knownTokens(settings, joinToken);
        ApiServer api =
                closer.keep(
                        new ApiServer(
                                apiSettings(settings, nodes, pki.tokenKey("service-account"))
                                        .withKnownTokens(known),
                                store,
                                clock,
                                random,
                                List.of(metrics::answer)));
        try (ExecutorService loaders = Executors.newVirtualThreadPerTaskExecutor()) {
            api.start(loaders);
        }
        closer.keep(Ticker.start("api-clock", STEP, api::step));
        closer.keep(Ticker.start("certificate-renewal", RENEWAL_CHECK, this::renew));
        handler = metrics.measuring(api);
        ApiHandler front = new JoinEndpoint(pki.authority(), settings.cluster().toJson(), handler);
        TunnelServer tunnels = new TunnelServer(nodes, AGENT_ABSENCE);
        closer.keep(tunnels::close);
        RequestAuthenticator authenticator =
                new RequestAuthenticator(
                        new ClientCertificates(authorities, clock),
                        with(known, api.accountTokens()));
        frontend =
                closer.keep(
                        listen(
                                settings,
                                tls,
                                authenticator,
                                front,
                                List.of(tunnels.upgradePoint())));
        showGauges(metrics, store, frontend);
        time.lap("API");
    }

    /// Serves from the moment this returns.
    ///
    /// @throws UsageException if what was asked for cannot be, such as a port that is taken
    static ServedApi start(ServeSettings settings, SkiffHome home, Stopwatch time)
            throws IOException {
        Closer closer = new Closer();
        try {
            return new ServedApi(settings, home, time, closer);
        } catch (IOException | RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static ApiServerSettings apiSettings(
            ServeSettings settings, NodeDirectory nodes, TokenSigner signer) {
        return new ApiServerSettings(
                settings.serviceRange().text(),
                advertised(settings),
                Math.toIntExact(settings.notReadyToleration().toSeconds()),
                Math.toIntExact(settings.unreachableToleration().toSeconds()),
                nodes,
                signer,
                settings.allowsPrivileged(),
                settings.extent().unattended());
    }

    /// Nowhere, if only this machine itself can reach us, or the port is not known beforehand.
    private static Optional<ApiServerSettings.Address> advertised(ServeSettings settings) {
        boolean isPrivate = settings.host().startsWith("127.") || settings.port() == 0;
        return isPrivate
                ? Optional.empty()
                : Optional.of(new ApiServerSettings.Address(Machine.address(), settings.port()));
    }

    private static List<X509Certificate> authorities(ServeSettings settings, ClusterPki pki)
            throws IOException {
        List<X509Certificate> authorities = new ArrayList<>();
        authorities.add(pki.authority().certificate());
        if (settings.clientAuthority().isPresent()) {
            authorities.addAll(Pem.certificates(read(settings.clientAuthority().get())));
        }
        return authorities;
    }

    private static List<TokenSource> with(List<TokenSource> known, TokenSource accounts) {
        List<TokenSource> all = new ArrayList<>(known);
        all.add(accounts);
        return all;
    }

    private static List<TokenSource> knownTokens(ServeSettings settings, JoinToken joinToken)
            throws IOException {
        List<TokenSource> sources = new ArrayList<>();
        sources.add(StaticTokens.of(Map.of(joinToken.secret(), JoinEndpoint.bootstrapUser())));
        if (settings.tokenFile().isPresent()) {
            Path file = settings.tokenFile().get();
            try {
                sources.add(StaticTokens.parse(read(file).lines().toList()));
            } catch (IllegalArgumentException e) {
                throw new UsageException(file + ": " + e.getMessage(), e);
            }
        }
        return sources;
    }

    private static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new UsageException(file + " cannot be read");
        }
        return Files.readString(file);
    }

    private static HttpFrontend listen(
            ServeSettings settings,
            ServerTls tls,
            RequestAuthenticator authenticator,
            ApiHandler handler,
            List<UpgradePoint> upgrades)
            throws IOException {
        try {
            return HttpFrontend.start(
                    FrontendSettings.listeningOn(settings.host(), settings.port()),
                    tls,
                    authenticator,
                    handler,
                    upgrades);
        } catch (BindException e) {
            throw new UsageException(
                    "cannot listen on %s:%d: %s. Choose another port with --port, or see who has this one: ss -ltnp 'sport = :%d'"
                            .formatted(
                                    settings.host(),
                                    settings.port(),
                                    e.getMessage(),
                                    settings.port()),
                    e);
        }
    }

    private static void showGauges(ApiMetrics metrics, Store store, HttpFrontend frontend) {
        metrics.gauge("skiff.store.revision", "The revision of the latest write.", store::revision);
        metrics.gauge(
                "apiserver.longrunning.requests",
                "Open watches and followed logs over HTTPS.",
                frontend::openAnswers);
    }

    private void renew() {
        tls.replaceIdentity(pki.identity("server", serverSpec));
    }

    /// The nodes this server can reach.
    NodeDirectory nodes() {
        return nodes;
    }

    /// What clients trust this server by.
    String authorityPem() {
        return Pem.encode(pki.authority().certificate());
    }

    /// What lets other machines join.
    JoinToken joinToken() {
        return joinToken;
    }

    int port() {
        return frontend.port();
    }

    /// The way to this server for a component in this process.
    Transport transport(UserInfo user) {
        return new InProcessTransport(handler, user);
    }

    /// A kubeconfig of an administrator, with its certificate renewed if need be.
    String adminKubeconfig(String context) {
        Identity admin =
                pki.identity(
                        "admin", CertificateSpec.client("skiff-admin", UserInfo.MASTERS_GROUP));
        String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        return Kubeconfigs.text(context, "https://" + host + ":" + port(), authorityPem(), admin);
    }

    @Override
    public void close() {
        closer.close();
    }
}
