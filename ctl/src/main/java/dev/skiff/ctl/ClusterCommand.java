package dev.skiff.ctl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that talks to a cluster. Failures are printed in kubectl's words and end with exit
/// code 1.
abstract class ClusterCommand implements Callable<Integer> {
    @Mixin private ClusterOptions cluster = new ClusterOptions();

    private final SessionSource sessions;

    ClusterCommand(SessionSource sessions) {
        this.sessions = sessions;
    }

    @Override
    public final Integer call() {
        try {
            return run(sessions.open(cluster));
        } catch (CommandFailure e) {
            sessions.terminal().err().println(e.getMessage());
            return 1;
        }
    }

    /// @return the exit code
    abstract int run(Session session);
}
