package dev.skiff.standalone;

import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.standalone.engine.EngineStarter;
import dev.skiff.standalone.engine.Host;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skiff up`: a cluster on this machine. The launcher puts it into the background and goes when it
/// is told that the nodes are Ready.
@Command(
        name = "up",
        description = "Start a cluster on this machine, in the background.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(UpCommand.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_NODES = 50;

    /// The administrator's certificate is renewed long before it ends.
    private static final Duration RENEWAL_CHECK = Duration.ofDays(1);

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "how many nodes (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int nodes;

    @Mixin private ServeOptions options = new ServeOptions();

    private final Surroundings surroundings;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = Progress.open(surroundings);
        int exitCode = 1;
        try {
            exitCode = run(progress);
        } catch (UsageException e) {
            progress.complain(String.valueOf(e.getMessage()));
        } catch (EngineUnavailableException e) {
            log.error("the engine failed at start", e);
            progress.complain("the Docker engine failed: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.error("skiff did not start", e);
            progress.complain(
                    "it did not start: %s%nThe whole story is in %s"
                            .formatted(e, surroundings.home().logs().resolve("skiff.log")));
        }
        progress.end(exitCode);
        return exitCode;
    }

    private int run(Progress progress) throws IOException, InterruptedException {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new UsageException("--nodes " + nodes + ": choose 1 to " + MOST_NODES);
        }
        SkiffHome home = surroundings.home();
        Optional<HomeLock> lock = HomeLock.take(home);
        if (lock.isEmpty()) {
            progress.tell(
                    "skiff is up already (process %s): \"skiff status\" shows it, \"skiff down\" stops it."
                            .formatted(HomeLock.pid(home).map(String::valueOf).orElse("unknown")));
            return 0;
        }
        try (Termination termination = new Termination();
                HomeLock _ = lock.get();
                Closer closer = new Closer()) {
            run(home, progress, closer);
            progress.end(0);
            termination.await();
            log.info("told to stop");
            return 0;
        }
    }

    /// Starts everything; it runs until the closer is closed.
    void run(SkiffHome home, Progress progress, Closer closer)
            throws IOException, InterruptedException {
        PemFiles.createPrivateDirectory(home.logs());
        Logs.toFile(home.logs().resolve("skiff.log"));
        String startedAt = surroundings.environment().getOrDefault("SKIFF_STARTED_AT", "");
        Stopwatch time = Stopwatch.since(startedAt, System.currentTimeMillis());
        try (ExecutorService side = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Future<Path> engine =
                    side.submit(
                            () ->
                                    new EngineStarter(
                                                    new Host(surroundings.environment()),
                                                    home.directory(),
                                                    home.logs(),
                                                    progress::tell)
                                            .ensure());
            ClusterFacts facts = LocalCluster.facts(home, engine);
            ServeSettings settings = options.settings(home, facts, Extent.WHOLE_CLUSTER);
            ServedApi api = LocalCluster.startServer(settings, home, time, closer);
            progress.tell("API server on port " + api.port());
            Future<Optional<String>> kubeconfig = side.submit(() -> writeKubeconfig(api, home));
            closer.keep(
                    Ticker.start(
                            "kubeconfig-renewal", RENEWAL_CHECK, () -> renewKubeconfig(api, home)));
            LocalNode.Place place =
                    new LocalNode.Place(
                            facts, Waiting.forResult(engine), Machine.address(), home.nodes());
            List<String> names =
                    IntStream.rangeClosed(1, nodes).mapToObj(n -> "skiff-" + n).toList();
            Instant since = Instant.now();
            LocalCluster.startNodes(names, place, api, closer);
            awaitReady(api, names, since);
            time.lap("nodes");
            Waiting.forResult(kubeconfig).ifPresent(progress::tell);
        }
        progress.tell(summary(home, time));
    }

    private static void awaitReady(ServedApi api, List<String> names, Instant since)
            throws InterruptedException {
        List<String> missing =
                NodeReadiness.await(api.transport(LocalCluster.ADMIN), names, since, PATIENCE);
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "not ready after %d s: %s"
                            .formatted(PATIENCE.toSeconds(), String.join("; ", missing)));
        }
    }

    /// Answers what went wrong with the user's own file, which is no reason to fail.
    private Optional<String> writeKubeconfig(ServedApi api, SkiffHome home) {
        PemFiles.writePrivately(home.kubeconfig(), api.adminKubeconfig(home.context()));
        Path users = Kubeconfigs.ofUser(surroundings.environment());
        try {
            Kubeconfigs.merge(home.kubeconfig(), users);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.warn("the context is not added to {}", users, e);
            return Optional.of(
                    "could not add the context %s to %s (%s): use KUBECONFIG=%s"
                            .formatted(home.context(), users, e.getMessage(), home.kubeconfig()));
        }
    }

    private void renewKubeconfig(ServedApi api, SkiffHome home) {
        writeKubeconfig(api, home).ifPresent(log::warn);
    }

    private String summary(SkiffHome home, Stopwatch time) {
        String count = nodes == 1 ? "1 node" : nodes + " nodes";
        return """
                %1$s Ready in %2$s s (%3$s)

                  examples/image/make && kubectl --context %4$s apply -f examples/hello
                  kubectl --context %4$s rollout status deployment/hello
                  curl "http://$(kubectl --context %4$s get pods -l app=hello -o jsonpath={.items[0].status.podIP}):8080/"\
                """
                .formatted(count, time.total(), time.split(), home.context());
    }
}
