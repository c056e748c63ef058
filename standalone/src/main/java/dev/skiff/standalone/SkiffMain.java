package dev.skiff.standalone;

import dev.skiff.apiserver.discovery.ServerVersion;
import dev.skiff.client.Transport;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.ctl.ClusterCommands;
import dev.skiff.standalone.usage.UsageException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `skiff` command.
@Command(
        name = "skiff",
        description = "A Kubernetes-compatible container orchestrator.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SkiffMain {
    private SkiffMain() {}

    public static void main(String[] arguments) {
        Surroundings surroundings =
                new Surroundings(System.getenv(), System.in, System.out, System.err);
        System.exit(run(surroundings, arguments));
    }

    static int run(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings, List.of(arguments)).execute(arguments);
    }

    private static CommandLine commandLine(Surroundings surroundings, List<String> arguments) {
        CommandLine skiff = new CommandLine(new SkiffMain());
        skiff.addSubcommand(new UpCommand(surroundings));
        skiff.addSubcommand(new DownCommand(surroundings));
        skiff.addSubcommand(new StatusCommand(surroundings));
        skiff.addSubcommand(new VersionCommand(surroundings));
        skiff.addSubcommand(new ServerCommand(surroundings));
        skiff.addSubcommand(new AgentCommand(surroundings));
        skiff.addSubcommand(new ApiServerCommand(surroundings));
        skiff.addSubcommand(new SchedulerCommand(surroundings));
        skiff.addSubcommand(new ControllerManagerCommand(surroundings));
        skiff.addSubcommand(new TrainCommand(surroundings));
        boolean isAboutTheClusterItself = isAboutTheClusterItself(arguments);
        if (isAboutTheClusterItself) {
            skiff.addSubcommand(new LogsCommand(surroundings));
            skiff.addSubcommand(new DeleteCommand(surroundings));
        }
        clusterCommands(surroundings).stream()
                .filter(command -> !skiff.getSubcommands().containsKey(command.getCommandName()))
                .forEach(skiff::addSubcommand);
        skiff.setExecutionExceptionHandler(
                (failure, _, _) -> {
                    if (failure instanceof UsageException) {
                        surroundings.err().println("skiff: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
        return skiff;
    }

    /// `logs` and `delete` mean the cluster itself when they are about nothing else: `skiff logs
    /// -f` against `skiff logs -f POD`, `skiff delete` against `skiff delete -f FILE`.
    private static boolean isAboutTheClusterItself(List<String> arguments) {
        if (arguments.isEmpty()) {
            return true;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "logs" -> rest.stream().allMatch(word -> word.startsWith("-"));
            case "delete" -> rest.isEmpty();
            default -> true;
        };
    }

    private static List<CommandLine> clusterCommands(Surroundings surroundings) {
        return ClusterCommands.all(
                surroundings.environment(),
                SkiffMain::connect,
                new ClusterCommands.Terminal(
                        surroundings.in(),
                        surroundings.out(),
                        surroundings.err(),
                        InstantSource.system()));
    }

    private static Transport connect(ClusterCommands.Target target) {
        return new HttpTransport(
                new ServerAccess(
                        URI.create(target.server()),
                        target.authority(),
                        target.clientCertificate(),
                        target.clientKey(),
                        target.token()));
    }

    static String version() {
        return ServerVersion.CURRENT.gitVersion();
    }
}
