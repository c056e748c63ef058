package dev.skiff.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `skiff version`.
@Command(name = "version", description = "Show the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println("skiff " + SkiffMain.version());
        surroundings.out().println("java " + Runtime.version());
        return 0;
    }
}
