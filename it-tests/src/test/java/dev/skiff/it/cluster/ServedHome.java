package dev.skiff.it.cluster;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An API server on the home of a cluster, with or without the rest of a control plane, and no
/// nodes: so it needs no engine.
final class ServedHome implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final SkiffProcess skiff;
    private final Process process;

    private ServedHome(SkiffProcess skiff, Process process) {
        this.skiff = skiff;
        this.process = process;
    }

    /// Runs `skiff` with that command on the cluster's port, until it answers.
    static ServedHome started(SkiffProcess skiff, String command, String... options) {
        List<String> words =
                new ArrayList<>(List.of(command, "--port", Integer.toString(skiff.port())));
        words.addAll(List.of(options));
        Path log = skiff.scratch().resolve(command + ".log");
        Process process = skiff.launcher().start(log, words.toArray(String[]::new));
        ServedHome served = new ServedHome(skiff, process);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(skiff.kubeconfig()) || !process.isAlive());
        served.api();
        return served;
    }

    ClusterApi api() {
        return ClusterApi.of(skiff);
    }

    /// As a crash does (`kill -9`).
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
