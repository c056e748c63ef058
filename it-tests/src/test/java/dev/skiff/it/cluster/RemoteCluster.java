package dev.skiff.it.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A server and agents, each a process of its own, on one engine.
final class RemoteCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final SkiffProcess skiff = SkiffProcess.create();
    private final Map<String, Process> agents = new LinkedHashMap<>();
    private final String token;
    private final Process server;

    private RemoteCluster() {
        Path log = skiff.scratch().resolve("server.log");
        server = skiff.launcher().start(log, "server", "--port", Integer.toString(skiff.port()));
        Path tokenFile = skiff.home().resolve("token");
        await().atMost(PATIENCE).until(() -> Files.exists(tokenFile));
        token = read(tokenFile).strip();
    }

    static RemoteCluster started(String... nodes) {
        RemoteCluster cluster = new RemoteCluster();
        try {
            ClusterApi api = cluster.api();
            for (String node : nodes) {
                cluster.startAgent(node);
            }
            for (String node : nodes) {
                await().atMost(PATIENCE).until(() -> api.isNodeReady(node));
            }
            return cluster;
        } catch (RuntimeException | AssertionError e) {
            String logs = cluster.logs();
            cluster.close();
            throw new AssertionError("the cluster does not start:\n" + logs, e);
        }
    }

    ClusterApi api() {
        return ClusterApi.of(skiff);
    }

    Containers containers() {
        return Containers.of(skiff);
    }

    /// Starts an agent, or starts it again; it knows its token from the first time.
    void startAgent(String node) {
        String url = "https://127.0.0.1:" + skiff.port();
        Path log = skiff.scratch().resolve(node + ".log");
        Launcher launcher = launcher(node);
        agents.put(
                node,
                agents.containsKey(node)
                        ? launcher.start(log, "agent", "--server", url, "--node-name", node)
                        : launcher.start(
                                log,
                                "agent",
                                "--server",
                                url,
                                "--node-name",
                                node,
                                "--token",
                                token));
    }

    /// Ends an agent as a crash does (`kill -9`).
    void killAgent(String node) {
        Process agent = agents.get(node);
        if (agent == null) {
            throw new IllegalStateException("no agent " + node);
        }
        agent.destroyForcibly();
    }

    /// What its processes have printed.
    String logs() {
        StringBuilder all = new StringBuilder(read(skiff.scratch().resolve("server.log")));
        agents.keySet()
                .forEach(
                        node ->
                                all.append("--- ")
                                        .append(node)
                                        .append('\n')
                                        .append(read(skiff.scratch().resolve(node + ".log"))));
        return all.toString();
    }

    private Launcher launcher(String node) {
        return Launcher.of(skiff.scratch().resolve(node).resolve("home"));
    }

    @Override
    public void close() {
        agents.keySet().forEach(node -> launcher(node).run("delete").succeeded());
        server.destroy();
        skiff.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
