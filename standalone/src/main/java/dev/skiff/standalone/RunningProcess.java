package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The process that works on a home directory.
final class RunningProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RunningProcess() {}

    sealed interface StopOutcome {
        record Stopped(long pid) implements StopOutcome {}

        record NotRunning() implements StopOutcome {}

        /// It died without cleaning up.
        record StalePidFile(long pid) implements StopOutcome {}
    }

    /// The process, if there is one.
    static Optional<ProcessHandle> find(SkiffHome home) {
        return HomeLock.isTaken(home)
                ? HomeLock.pid(home).flatMap(ProcessHandle::of)
                : Optional.empty();
    }

    /// Tells it to end, and waits until it has.
    ///
    /// @throws UsageException if it does not
    static StopOutcome stop(SkiffHome home) {
        Optional<ProcessHandle> process = find(home);
        if (process.isEmpty()) {
            return HomeLock.isTaken(home) ? unknownHolder(home) : removePidFile(home);
        }
        process.get().destroy();
        try {
            process.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new StopOutcome.Stopped(process.get().pid());
        } catch (TimeoutException e) {
            throw new UsageException(
                    "process %d does not end. \"kill -9 %d\" ends it; nothing that was acknowledged is lost."
                            .formatted(process.get().pid(), process.get().pid()),
                    e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.get().pid(), e);
        }
    }

    private static StopOutcome unknownHolder(SkiffHome home) {
        throw new UsageException(
                "some process has %s locked, but its pid file is gone. Look for it with \"fuser %s\"."
                        .formatted(home.directory(), home.directory().resolve("lock")));
    }

    private static StopOutcome removePidFile(SkiffHome home) {
        Optional<Long> pid = HomeLock.pid(home);
        try {
            boolean removed = Files.deleteIfExists(home.pidFile());
            return removed && pid.isPresent()
                    ? new StopOutcome.StalePidFile(pid.get())
                    : new StopOutcome.NotRunning();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + home.pidFile(), e);
        }
    }
}
