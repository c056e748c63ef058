package dev.skiff.it.store;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An etcd of our own on free ports, which can go away and come back with its data.
public final class EtcdServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    private final Path directory;
    private final List<String> options;
    private final int clientPort = FreePort.any();
    private final int peerPort = FreePort.any();
    private @Nullable Process process;

    /// @param directory for its data and log
    /// @param options beside those for where it is
    public EtcdServer(Path directory, String... options) {
        this.directory = directory;
        this.options = List.of(options);
    }

    public String address() {
        return "127.0.0.1:" + clientPort;
    }

    public String datastore() {
        return "etcd://" + address();
    }

    public int port() {
        return clientPort;
    }

    public void start() {
        String client = "http://127.0.0.1:" + clientPort;
        String peer = "http://127.0.0.1:" + peerPort;
        ProcessBuilder builder =
                new ProcessBuilder(
                        "etcd",
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer);
        builder.command().addAll(options);
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("etcd.log").toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(60)).until(this::isHealthy);
    }

    /// Takes it away as a crash does.
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> !running.isAlive());
        }
    }

    /// Whether its process is there, however it feels.
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public void signal(String name) {
        Process running = process;
        if (running != null) {
            Program.signal(running, name);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /// Whether it does its work; on a busy machine that can be long after it listens.
    private boolean isHealthy() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://" + address() + "/health").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
