package dev.skiff.ctl;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How objects are deleted, by the commands that do.
final class DeletionOptions {
    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            description = "how long pods may take to stop")
    private int gracePeriod = -1;

    @Option(names = "--force", description = "at once, whatever stands against it")
    private boolean force;

    @Option(
            names = "--cascade",
            paramLabel = "MODE",
            description = "what becomes of owned objects: background, foreground or orphan")
    private String cascade = "background";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "how long to wait for the end of what is deleted, say 90s; 0s: for ever")
    private String timeout = "0s";

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "true|false",
            description = "wait until what is deleted is gone",
            defaultValue = "true",
            fallbackValue = "true")
    private boolean wait;

    boolean waits() {
        return wait;
    }

    /// Negative: as each pod says itself.
    int gracePeriod() {
        return gracePeriod;
    }

    boolean force() {
        return force;
    }

    Duration timeout() {
        return Durations.parse(timeout);
    }

    /// @param graceSeconds negative: as each pod says itself
    Deletion open(Session session, int graceSeconds) {
        return Deletion.with(session, cascade, graceSeconds);
    }
}
