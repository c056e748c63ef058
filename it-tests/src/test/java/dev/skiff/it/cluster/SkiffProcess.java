package dev.skiff.it.cluster;

import static org.awaitility.Awaitility.await;

import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.api.codec.Json;
import dev.skiff.client.ApiClient;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.it.store.FreePort;
import dev.skiff.standalone.OwnAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A cluster of its own as users have it: started with `./skiff up`, gone after `./skiff delete`.
/// Its port stays the same over restarts. Used by one thread; its transports by any.
public final class SkiffProcess implements AutoCloseable {
    private final Path top;
    private final Launcher launcher;
    private final int port = FreePort.any();
    private final List<HttpTransport> transports = new ArrayList<>();

    private SkiffProcess(Path top) {
        this.top = top;
        this.launcher = Launcher.of(top.resolve("home"));
    }

    /// A home for a cluster, nothing more. Skips the test where Skiff is not built.
    public static SkiffProcess create() {
        Launcher.require();
        try {
            return new SkiffProcess(Files.createTempDirectory("skiff-it-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A cluster that is up, its nodes Ready.
    public static SkiffProcess started(String... options) {
        SkiffProcess process = create();
        try {
            process.up(options);
            return process;
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    /// Runs `skiff up` with these options and the port of this cluster; fails unless it succeeds.
    public Launcher.Run up(String... options) {
        List<String> words = new ArrayList<>(List.of("up", "--port", Integer.toString(port)));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new)).succeeded();
    }

    /// Runs any command on this cluster's home.
    public Launcher.Run run(String... words) {
        return launcher.run(words);
    }

    /// To run it with another environment.
    public Launcher launcher() {
        return launcher;
    }

    /// Stops it in good order; containers and data stay.
    public void down() {
        run("down").succeeded();
    }

    /// Ends it in the middle of whatever it does (`kill -9`).
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
    }

    /// The process that `up` left in the background.
    public ProcessHandle process() {
        return ProcessHandle.of(pid()).orElseThrow(() -> new IllegalStateException("not running"));
    }

    public long pid() {
        return Long.parseLong(read(home().resolve("skiff.pid")).strip());
    }

    /// What marks its containers and networks on the engine, as label `skiff.dev/cluster`.
    public String clusterId() {
        return Json.readOwn(read(home().resolve("cluster.json")).getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asText();
    }

    public int port() {
        return port;
    }

    public Path home() {
        return top.resolve("home");
    }

    /// A directory for the test's own files, which goes when the cluster goes.
    public Path scratch() {
        return top;
    }

    public Path kubeconfig() {
        return home().resolve("kubeconfig");
    }

    public Path log() {
        return home().resolve("logs").resolve("skiff.log");
    }

    /// How an administrator reaches it, from its kubeconfig.
    public ServerAccess access() {
        return OwnAccess.read(kubeconfig())
                .orElseThrow(() -> new IllegalStateException("no kubeconfig " + kubeconfig()));
    }

    /// A new connection as administrator, open until this is closed.
    public HttpTransport connect() {
        HttpTransport transport = new HttpTransport(access());
        transports.add(transport);
        return transport;
    }

    /// Typed calls as administrator.
    public ApiClient client() {
        return new ApiClient(connect(), "skiff-it");
    }

    /// Deletes the cluster and everything it made.
    @Override
    public void close() {
        transports.forEach(HttpTransport::close);
        run("delete").succeeded();
        try {
            DiskFiles.deleteTree(top);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
