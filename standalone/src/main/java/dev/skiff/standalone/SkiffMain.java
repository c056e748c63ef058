package dev.skiff.standalone;

import dev.skiff.apiserver.discovery.ServerVersion;
import dev.skiff.client.Transport;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.ctl.ClusterCommands;
import dev.skiff.standalone.usage.UsageException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `skiff` command.
@Command(
        name = "skiff",
        description = "A Kubernetes-compatible container orchestrator.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SkiffMain {
    private static final List<String> OPTIONS_OF_OWN_LOGS =
            List.of("-f", "--follow", "-h", "--help", "-V", "--version");

    private SkiffMain() {}

    public static void main(String[] arguments) {
        Surroundings surroundings =
                new Surroundings(System.getenv(), System.in, System.out, System.err);
        System.exit(run(surroundings, arguments));
    }

    static int run(Surroundings surroundings, String... arguments) {
        String[] words = arguments.length == 0 ? new String[] {"--help"} : arguments;
        return commandLine(surroundings, List.of(words)).execute(words);
    }

    /// Each takes a while to set up, so only the one that is meant is, where that is clear.
    private static CommandLine commandLine(Surroundings surroundings, List<String> arguments) {
        CommandLine skiff = new CommandLine(new SkiffMain());
        Map<String, Supplier<Object>> own = own(surroundings);
        if (!isAboutTheClusterItself(arguments)) {
            own.remove(arguments.getFirst());
        }
        String meant = arguments.isEmpty() ? "" : arguments.getFirst();
        Supplier<Object> command = own.get(meant);
        if (command != null) {
            skiff.addSubcommand(command.get());
        } else {
            own.values().forEach(other -> skiff.addSubcommand(other.get()));
            clusterCommands(surroundings).stream()
                    .filter(other -> !own.containsKey(other.getCommandName()))
                    .forEach(skiff::addSubcommand);
        }
        skiff.setParameterExceptionHandler(
                (failure, _) -> refuse(failure, Progress.open(surroundings)));
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

    /// A word that no command knows, or a value that is none.
    private static int refuse(ParameterException failure, Progress progress) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String what =
                failure instanceof UnmatchedArgumentException unknown && !unknown.isUnknownOption()
                        ? "unknown word '" + unknown.getUnmatched().getFirst() + "'"
                        : String.valueOf(failure.getMessage()).strip();
        progress.complain("%s. \"%s --help\" shows what there is.".formatted(what, command));
        progress.end(CommandLine.ExitCode.USAGE);
        return CommandLine.ExitCode.USAGE;
    }

    /// The commands about clusters and processes, by name.
    private static Map<String, Supplier<Object>> own(Surroundings surroundings) {
        Map<String, Supplier<Object>> own = new LinkedHashMap<>();
        own.put("up", () -> new UpCommand(surroundings));
        own.put("down", () -> new DownCommand(surroundings));
        own.put("status", () -> new StatusCommand(surroundings));
        own.put("logs", () -> new LogsCommand(surroundings));
        own.put("delete", () -> new DeleteCommand(surroundings));
        own.put("backup", () -> new BackupCommand(surroundings));
        own.put("restore", () -> new RestoreCommand(surroundings));
        own.put("version", () -> new VersionCommand(surroundings));
        own.put("server", () -> new ServerCommand(surroundings));
        own.put("agent", () -> new AgentCommand(surroundings));
        own.put("apiserver", () -> new ApiServerCommand(surroundings));
        own.put("scheduler", () -> new SchedulerCommand(surroundings));
        own.put("controller-manager", () -> new ControllerManagerCommand(surroundings));
        own.put("train", () -> new TrainCommand(surroundings));
        return own;
    }

    /// `logs` and `delete` mean the cluster itself when they are about nothing else: `skiff logs
    /// -f` against `skiff logs -f POD`, `skiff delete` against `skiff delete -f FILE`.
    private static boolean isAboutTheClusterItself(List<String> arguments) {
        if (arguments.isEmpty()) {
            return true;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "logs" -> OPTIONS_OF_OWN_LOGS.containsAll(rest);
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
