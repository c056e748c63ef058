package dev.skiff.standalone;

import java.io.IOException;
import java.util.concurrent.Callable;

/// A command that starts something and keeps it up, in the foreground, until the process is told to
/// end.
abstract class ForegroundCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    ForegroundCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    /// Starts everything; it runs until the closer is closed.
    abstract void start(Closer closer) throws IOException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Logs.toConsole();
        try (Termination termination = new Termination();
                Closer closer = new Closer()) {
            start(closer);
            termination.await();
        }
        return 0;
    }
}
