package dev.skiff.bench.api;

import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.apiserver.pki.ClusterPki;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The processes a run needs, in a directory of their own; all are ended and removed with it.
final class Children implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "bench";

    private final Path root;
    private final Path directory;
    private final SSLContext tls;
    private final List<Process> running = new ArrayList<>();

    Children(Path root) throws IOException {
        this.root = root;
        this.directory = Files.createTempDirectory("skiff-bench-api");
        this.tls =
                trusting(
                        ClusterPki.open(home("pki"), InstantSource.system(), new SecureRandom())
                                .authority()
                                .certificate());
        Files.writeString(directory.resolve("tokens"), TOKEN + ",bench,1,\"system:masters\"\n");
    }

    Path home(String name) {
        return directory.resolve(name);
    }

    /// `skiff apiserver` over this store, ready to answer.
    ///
    /// @param name of its home directory, which may be one that was used before
    Server apiServer(String name, String datastore) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command =
                List.of(
                        root.resolve("skiff").toString(),
                        "apiserver",
                        "--secure-port=" + port,
                        "--bind-address=127.0.0.1",
                        "--datastore=" + datastore,
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--cert-dir=" + home("pki"),
                        "--token-auth-file=" + directory.resolve("tokens"));
        Process process = start(name, command);
        Server server = new Server(process, port, tls, "Bearer " + TOKEN);
        awaitAnswer(server, process);
        return server;
    }

    /// A server that reads each call and answers with as many bytes as its path says.
    Server echo() throws IOException, InterruptedException {
        int port = freePort();
        List<String> command =
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoMain.class.getName(),
                        Integer.toString(port),
                        home("pki").toString());
        Process process = start("echo", command);
        Server server = new Server(process, port, tls, "");
        awaitAnswer(server, process);
        return server;
    }

    /// An etcd that syncs each write, as `--datastore` names it.
    String etcd() throws IOException, InterruptedException {
        int client = freePort();
        String clientUrl = "http://127.0.0.1:" + client;
        String peerUrl = "http://127.0.0.1:" + freePort();
        Process process =
                start(
                        "etcd",
                        List.of(
                                "etcd",
                                "--data-dir=" + home("etcd"),
                                "--quota-backend-bytes=8589934592",
                                "--listen-client-urls=" + clientUrl,
                                "--advertise-client-urls=" + clientUrl,
                                "--listen-peer-urls=" + peerUrl,
                                "--initial-advertise-peer-urls=" + peerUrl,
                                "--initial-cluster=default=" + peerUrl));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(clientUrl + "/health"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            awaitThat(process, () -> isAnswered(http, health));
        }
        return "etcd://127.0.0.1:" + client;
    }

    /// Asks it to end, and waits until it has.
    void stop(Server server) throws InterruptedException {
        end(server.process());
    }

    private Process start(String name, List<String> command) throws IOException {
        Files.createDirectories(home(name));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SKIFF_HOME", home(name).toString());
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve(name + ".log").toFile()));
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private void awaitAnswer(Server server, Process process)
            throws IOException, InterruptedException {
        awaitThat(process, () -> isReady(server));
    }

    private interface Condition {
        boolean isMet() throws IOException, InterruptedException;
    }

    private void awaitThat(Process process, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException(process.info().command() + " did not start");
            }
        }
    }

    private static boolean isReady(Server server) {
        try (WireConnection connection = server.connect()) {
            connection.exchange(server.get("/readyz"), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isAnswered(HttpClient http, HttpRequest request)
            throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static SSLContext trusting(X509Certificate authority) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the authority's certificate does not serve", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Collections.reverse(running);
        for (Process process : running) {
            end(process);
        }
        DiskFiles.deleteTree(directory);
    }
}
