package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `skiff apiserver`: the API server alone, in the foreground.
@Command(
        name = "apiserver",
        description = "Run an API server alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class ApiServerCommand extends ForegroundCommand {
    @Mixin private ServeOptions options = new ServeOptions();

    ApiServerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void start(Closer closer) throws IOException {
        SkiffHome home = surroundings().home();
        closer.keep(HomeLock.takeOrRefuse(home));
        ServeSettings settings =
                options.settings(
                        home, LocalCluster.facts(home, Optional.empty()), Extent.API_SERVER);
        ServedApi api = closer.keep(ServedApi.start(settings, home, Stopwatch.begin()));
        PemFiles.writePrivately(home.kubeconfig(), api.adminKubeconfig("skiff"));
        surroundings()
                .out()
                .println("serving on port " + api.port() + ", kubeconfig " + home.kubeconfig());
    }
}
