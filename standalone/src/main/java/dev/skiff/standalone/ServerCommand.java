package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.standalone.engine.EngineStarter;
import dev.skiff.standalone.engine.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `skiff server`: everything but nodes, in the foreground. Agents join it from other machines.
@Command(
        name = "server",
        description = "Run API server, scheduler and controllers, in the foreground.",
        mixinStandardHelpOptions = true)
final class ServerCommand extends ForegroundCommand {
    /// The administrator's certificate is renewed long before it ends.
    private static final Duration RENEWAL_CHECK = Duration.ofDays(1);

    @Mixin private ServeOptions options = new ServeOptions();

    ServerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void start(Closer closer) throws IOException {
        SkiffHome home = surroundings().home();
        closer.keep(HomeLock.takeOrRefuse(home));
        ServeSettings settings =
                options.settings(home, LocalCluster.facts(home, engine()), Extent.WHOLE_CLUSTER);
        ServedApi api = LocalCluster.startServer(settings, home, Stopwatch.begin(), closer);
        writeKubeconfig(api, home);
        closer.keep(
                Ticker.start(
                        "kubeconfig-renewal", RENEWAL_CHECK, () -> writeKubeconfig(api, home)));
        PemFiles.writePrivately(home.token(), api.joinToken().text() + "\n");
        surroundings()
                .out()
                .printf(
                        "serving on port %d, kubeconfig %s%nagents join with:%n  skiff agent --server https://%s:%d --token %s%n",
                        api.port(),
                        home.kubeconfig(),
                        Machine.address(),
                        api.port(),
                        api.joinToken().text());
    }

    /// The engine of this machine, if it has one: agents may come to run here too.
    private Optional<Path> engine() {
        SkiffHome home = surroundings().home();
        return new EngineStarter(
                        new Host(surroundings().environment()),
                        home.directory(),
                        home.logs(),
                        surroundings().out()::println)
                .answering();
    }

    private static void writeKubeconfig(ServedApi api, SkiffHome home) {
        PemFiles.writePrivately(home.kubeconfig(), api.adminKubeconfig(home.context()));
    }
}
