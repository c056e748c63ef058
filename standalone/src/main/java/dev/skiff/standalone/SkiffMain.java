package dev.skiff.standalone;

import dev.skiff.apiserver.discovery.ServerVersion;
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
        System.exit(commandLine(surroundings).execute(arguments));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine skiff = new CommandLine(new SkiffMain());
        skiff.addSubcommand(new ApiServerCommand(surroundings));
        skiff.addSubcommand(new VersionCommand(surroundings));
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

    static String version() {
        return ServerVersion.CURRENT.gitVersion();
    }
}
