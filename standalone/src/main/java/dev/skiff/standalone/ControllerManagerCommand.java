package dev.skiff.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `skiff controller-manager`: the controllers alone, in the foreground.
@Command(
        name = "controller-manager",
        description = "Run the controllers alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class ControllerManagerCommand extends ForegroundCommand {
    @Mixin private ComponentOptions options = new ComponentOptions();

    @Option(
            names = "--cluster-cidr",
            paramLabel = "RANGE",
            description = "addresses of pods (default ${DEFAULT-VALUE})",
            defaultValue = "10.42.0.0/16")
    private String podRange = "";

    ControllerManagerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void start(Closer closer) {
        ComponentOptions.Connection connection = options.connect(surroundings(), closer);
        ControlPlane.startControllers(
                connection.transport(), connection.access().authority(), podRange, closer);
        surroundings().out().println("controlling " + connection.access());
    }
}
