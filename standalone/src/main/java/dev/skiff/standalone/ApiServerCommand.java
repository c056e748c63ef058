package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `skiff apiserver`: the API server alone, in the foreground.
@Command(
        name = "apiserver",
        description = "Run an API server alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class ApiServerCommand implements Callable<Integer> {
    private static final Duration TOLERATION = Duration.ofSeconds(300);

    @Mixin private ServeOptions options = new ServeOptions();

    private final Surroundings surroundings;

    ApiServerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SkiffHome home = surroundings.home();
        Logs.toConsole();
        try (Termination termination = new Termination();
                HomeLock _ = HomeLock.takeOrRefuse(home);
                ServedApi api =
                        ServedApi.start(
                                options.settings(
                                        home,
                                        LocalCluster.facts(home, Optional.empty()),
                                        TOLERATION),
                                home,
                                Stopwatch.begin())) {
            PemFiles.writePrivately(home.kubeconfig(), api.adminKubeconfig("skiff"));
            surroundings
                    .out()
                    .println("serving on port " + api.port() + ", kubeconfig " + home.kubeconfig());
            termination.await();
        }
        return 0;
    }
}
