package dev.skiff.it.faults;

import static org.awaitility.Awaitility.await;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.UnreachableException;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.store.FreePort;
import dev.skiff.standalone.OwnAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A `skiff apiserver` in a process of its own, which dies and comes back with its data on the same
/// port. Used by one thread; its transports by any.
final class FaultyServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int ATTEMPTS = 3;

    private final Path home;
    private final Path log;
    private final List<String> words;
    private final List<HttpTransport> transports = new ArrayList<>();
    private @Nullable Process process;
    private @Nullable HttpTransport own;

    /// @param home where its certificates and its SQLite file are
    /// @param log what it prints
    FaultyServer(Path home, Path log, String datastore) {
        this.home = home;
        this.log = log;
        this.words =
                List.of(
                        "apiserver",
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + FreePort.any(),
                        "--datastore=" + datastore);
    }

    /// Starts it and waits until it is ready. When it gives up, as where etcd is too slow for it,
    /// it is started again, as whoever watches over it would.
    void start() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Launcher launcher = Launcher.of(home);
            process = launcher.start(log, words.toArray(String[]::new));
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isReady() || hasEnded());
            if (!hasEnded()) {
                return;
            }
        }
        throw new IllegalStateException("the API server ended while starting:\n" + end());
    }

    /// Ends it in the middle of whatever it does.
    void kill() {
        Process running = Objects.requireNonNull(process, "not started");
        running.destroyForcibly();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> !running.isAlive());
    }

    boolean hasEnded() {
        return process == null || !process.isAlive();
    }

    /// A new connection as administrator, open until this is closed; it outlives the server.
    HttpTransport connect() {
        HttpTransport transport =
                new HttpTransport(OwnAccess.read(home.resolve("kubeconfig")).orElseThrow());
        transports.add(transport);
        return transport;
    }

    /// The last lines that it printed.
    String end() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        transports.forEach(HttpTransport::close);
        if (process != null) {
            kill();
        }
    }

    private boolean isReady() {
        if (own == null) {
            if (!Files.exists(home.resolve("kubeconfig"))) {
                return false;
            }
            own = connect();
        }
        try {
            return own.send(ApiRequest.get("/readyz", Map.of(), UserInfo.ANONYMOUS)).status()
                    == 200;
        } catch (UnreachableException _) {
            return false;
        }
    }
}
