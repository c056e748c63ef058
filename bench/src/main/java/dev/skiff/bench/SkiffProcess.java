package dev.skiff.bench;

import dev.skiff.agent.volume.DiskFiles;
import dev.skiff.api.codec.Json;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.standalone.OwnAccess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A cluster of its own, started with `./skiff up` and removed with `./skiff delete`.
final class SkiffProcess implements AutoCloseable {
    private final Path root;
    private final Path top;
    private final Path home;

    private SkiffProcess(Path root, Path top) {
        this.root = root;
        this.top = top;
        this.home = top.resolve("home");
    }

    static SkiffProcess up(Path root, String... options) throws IOException, InterruptedException {
        SkiffProcess process = new SkiffProcess(root, Files.createTempDirectory("skiff-bench"));
        List<String> arguments =
                new ArrayList<>(List.of("up", "--port", Integer.toString(freePort())));
        arguments.addAll(List.of(options));
        try {
            process.skiff(arguments.toArray(String[]::new));
        } catch (IOException e) {
            process.close();
            throw e;
        }
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    HttpTransport connect() throws IOException {
        Path kubeconfig = home.resolve("kubeconfig");
        return new HttpTransport(
                OwnAccess.read(kubeconfig)
                        .orElseThrow(() -> new NoSuchFileException(kubeconfig.toString())));
    }

    /// As the labels of its containers name it.
    String clusterId() throws IOException {
        return Json.readOwn(Files.readAllBytes(home.resolve("cluster.json"))).path("id").asText();
    }

    private void skiff(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("skiff").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SKIFF_HOME", home.toString());
        builder.environment().put("KUBECONFIG", home.resolve("user-kubeconfig").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        skiff("delete");
        DiskFiles.deleteTree(top);
    }
}
