package dev.skiff.standalone;

import dev.skiff.standalone.train.CannedEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `skiff train`, run by the launcher after a build: starts a cluster on a canned engine, uses it a
/// little, and ends, so that a JVM can write down what that needed.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: training}
            spec:
              replicas: 2
              selector: {matchLabels: {app: training}}
              template:
                metadata: {labels: {app: training}}
                spec:
                  containers:
                  - {name: main, image: training, ports: [{containerPort: 80}]}
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<List<String>> USES =
            List.of(
                    List.of("get", "nodes"),
                    List.of("apply", "-f"),
                    List.of("get", "deployments,pods", "-o", "wide"),
                    List.of("describe", "deployment", "training"),
                    List.of("get", "events"),
                    List.of("explain", "deployments.spec"),
                    List.of("status"));

    private final Surroundings surroundings;

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(1));
        SkiffHome home = surroundings.home();
        Path socket = home.directory().resolve("engine.sock");
        Path manifest = Files.writeString(home.directory().resolve("manifest.yaml"), DEPLOYMENT);
        Map<String, String> environment = new LinkedHashMap<>(surroundings.environment());
        environment.put("DOCKER_HOST", "unix://" + socket);
        environment.put("KUBECONFIG", home.kubeconfig().toString());
        Surroundings canned =
                new Surroundings(environment, surroundings.in(), nowhere(), nowhere());
        try (CannedEngine _ = CannedEngine.start(socket);
                Closer closer = new Closer()) {
            UpCommand up = new UpCommand(canned);
            new CommandLine(up).parseArgs("--port", "0", "--bind-address", "127.0.0.1");
            up.run(home, Progress.open(canned), closer);
            use(canned, manifest);
        }
        return 0;
    }

    private static void use(Surroundings canned, Path manifest) {
        for (List<String> use : USES) {
            String[] words =
                    use.getLast().equals("-f")
                            ? new String[] {use.getFirst(), "-f", manifest.toString()}
                            : use.toArray(String[]::new);
            SkiffMain.run(canned, words);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
