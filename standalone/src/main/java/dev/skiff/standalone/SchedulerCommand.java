package dev.skiff.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `skiff scheduler`: the scheduler alone, in the foreground.
@Command(
        name = "scheduler",
        description = "Run a scheduler alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class SchedulerCommand extends ForegroundCommand {
    @Mixin private ComponentOptions options = new ComponentOptions();

    SchedulerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void start(Closer closer) {
        ComponentOptions.Connection connection = options.connect(surroundings(), closer);
        ControlPlane.startScheduler(connection.transport(), closer);
        surroundings().out().println("scheduling for " + connection.access());
    }
}
