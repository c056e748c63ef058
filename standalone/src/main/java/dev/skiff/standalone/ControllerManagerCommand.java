package dev.skiff.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skiff controller-manager`: the controllers alone, in the foreground.
@Command(
        name = "controller-manager",
        description = "Run the controllers alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class ControllerManagerCommand implements Callable<Integer> {
    @Mixin private ComponentOptions options = new ComponentOptions();

    @Option(
            names = "--cluster-cidr",
            paramLabel = "RANGE",
            description = "addresses of pods (default ${DEFAULT-VALUE})",
            defaultValue = "10.42.0.0/16")
    private String podRange = "";

    private final Surroundings surroundings;

    ControllerManagerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.toConsole();
        try (Termination termination = new Termination();
                Closer closer = new Closer()) {
            ComponentOptions.Connection connection = options.connect(surroundings, closer);
            ControlPlane.startControllers(
                    connection.transport(), connection.access().authority(), podRange, closer);
            surroundings.out().println("controlling " + connection.access());
            termination.await();
        }
        return 0;
    }
}
