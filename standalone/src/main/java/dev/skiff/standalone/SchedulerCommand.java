package dev.skiff.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `skiff scheduler`: the scheduler alone, in the foreground.
@Command(
        name = "scheduler",
        description = "Run a scheduler alone, in the foreground.",
        mixinStandardHelpOptions = true)
final class SchedulerCommand implements Callable<Integer> {
    @Mixin private ComponentOptions options = new ComponentOptions();

    private final Surroundings surroundings;

    SchedulerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.toConsole();
        try (Termination termination = new Termination();
                Closer closer = new Closer()) {
            ComponentOptions.Connection connection = options.connect(surroundings, closer);
            ControlPlane.startScheduler(connection.transport(), closer);
            surroundings.out().println("scheduling for " + connection.access());
            termination.await();
        }
        return 0;
    }
}
