package dev.skiff.it.played;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.agent.Agent;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.authentication.ClientCertificates;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.authentication.StaticTokens;
import dev.skiff.apiserver.http.FrontendSettings;
import dev.skiff.apiserver.http.HttpFrontend;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.ClusterPki;
import dev.skiff.apiserver.pki.ServerTls;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.tunnel.NodeDirectory;
import dev.skiff.client.Pump;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.controllers.Controllers;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.scheduler.Scheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A cluster in this process: API server on any store behind HTTPS, controllers, scheduler, and
/// `node-1`, whose agent is the real one on an engine that only plays containers.
public final class PlayedCluster implements AutoCloseable {
    public static final String NODE = "node-1";

    private static final String TOKEN = "admin-token";
    private static final UserInfo ADMIN = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);
    private static final InstantSource CLOCK = InstantSource.system();

    private final NodeDirectory nodes = new NodeDirectory();
    private final List<Pump> pumps = new ArrayList<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private final Store store;
    private final ApiServer server;
    private final HttpFrontend frontend;
    private final Scheduler scheduler;
    private final PlayedNode node;
    private final Path kubeconfig;

    private PlayedCluster(Path directory, Store store) throws IOException {
        this.store = store;
        ClusterPki pki = ClusterPki.open(directory.resolve("pki"), CLOCK, new SecureRandom());
        server =
                new ApiServer(
                        ApiServerSettings.standard()
                                .withTunnel(nodes)
                                .withTokens(pki.tokenKey("service-account")),
                        store,
                        CLOCK,
                        new Random(1),
                        List.of());
        server.start();
        var _ = clockwork.scheduleAtFixedRate(server::step, 1, 1, TimeUnit.SECONDS);
        frontend = listen(pki, server);
        String authority = Pem.encode(pki.authority().certificate());
        startControllers(authority);
        scheduler = new Scheduler(transport("system:kube-scheduler"), CLOCK, new SecureRandom());
        for (Scheduler.Part part : scheduler.parts()) {
            drive(part.name(), part.steppable(), part.width());
        }
        node =
                new PlayedNode(
                        NODE,
                        transport("system:node:" + NODE, UserInfo.NODES_GROUP),
                        directory.resolve(NODE));
        for (Agent.Part part : node.parts()) {
            drive(part.name(), part.loop(), part.width());
        }
        nodes.put(NODE, node.api());
        kubeconfig = directory.resolve("kubeconfig");
        writeKubeconfig(kubeconfig, frontend.port(), authority);
    }

    /// Returns when the node takes pods.
    ///
    /// @param directory for certificates, the kubeconfig and the node's files
    /// @param store empty; closed with the cluster
    public static PlayedCluster start(Path directory, Store store) throws IOException {
        PlayedCluster cluster = new PlayedCluster(directory, store);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(cluster::takesPods);
        return cluster;
    }

    private boolean takesPods() {
        ApiRequest question = ApiRequest.get("/api/v1/nodes/" + NODE, Map.of(), ADMIN);
        JsonNode found = Json.readOwn(((ApiResponse.Full) server.handle(question)).body());
        return found.at("/status/conditions").findValuesAsText("reason").contains("KubeletReady")
                && found.at("/spec/taints").isMissingNode();
    }

    private static HttpFrontend listen(ClusterPki pki, ApiServer server) throws IOException {
        ServerTls tls =
                new ServerTls(
                        pki.identity(
                                "apiserver",
                                CertificateSpec.server("apiserver", List.of("127.0.0.1"))),
                        List.of(pki.authority().certificate()));
        RequestAuthenticator authenticator =
                new RequestAuthenticator(
                        new ClientCertificates(List.of(pki.authority().certificate()), CLOCK),
                        List.of(StaticTokens.of(Map.of(TOKEN, ADMIN)), server.accountTokens()));
        return HttpFrontend.start(
                FrontendSettings.listeningOn("127.0.0.1", 0),
                tls,
                authenticator,
                server,
                List.of());
    }

    private void startControllers(String authority) {
        List<ControllerContext.Part> parts =
                Controllers.wire(
                        transport("system:kube-controller-manager"),
                        ControllerSettings.standard().withRootCertificate(authority),
                        CLOCK,
                        new SecureRandom());
        parts.forEach(part -> drive(part.name(), part.steppable(), part.width()));
    }

    private Transport transport(String user, String... groups) {
        UserInfo info = UserInfo.authenticated(user, groups);
        return request -> server.handle(request.withUser(info));
    }

    private void drive(String name, Steppable steppable, int width) {
        pumps.add(Pump.start(name, steppable, CLOCK, width));
    }

    private static void writeKubeconfig(Path file, int port, String authority) throws IOException {
        String encoded =
                Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                file,
                """
                apiVersion: v1
                kind: Config
                current-context: skiff
                clusters: [{name: skiff, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: skiff, context: {cluster: skiff, user: admin}}]
                """
                        .formatted(port, encoded, TOKEN));
    }

    /// For a client outside of this process, as an administrator.
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public void close() {
        pumps.forEach(Pump::close);
        scheduler.close();
        node.close();
        clockwork.shutdownNow();
        frontend.close();
        server.close();
        store.close();
    }
}
