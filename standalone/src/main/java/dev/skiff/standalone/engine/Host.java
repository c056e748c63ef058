package dev.skiff.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The machine we run on, as far as bringing up an engine goes.
public final class Host {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LAST_LINES = 10;

    private final Map<String, String> environment;

    public Host(Map<String, String> environment) {
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    /// As shells, docker and kubectl see it.
    public Path userHome() {
        String named = environment.getOrDefault("HOME", "");
        return Path.of(named.isEmpty() ? System.getProperty("user.home") : named);
    }

    boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    boolean hasSystemd() {
        return Files.isDirectory(Path.of("/run/systemd/system"));
    }

    boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// Where a program is, looked up as a shell does.
    Optional<Path> find(String program) {
        for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(directory, program);
            if (!directory.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /// Runs a program to its end, appending what it says to `log`; answers whether it succeeded.
    boolean run(Path log, Duration patience, String... command) {
        try {
            Process process = builder(log, List.of(command)).start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Starts a program that outlives us and our terminal.
    ProcessHandle startDetached(Path log, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        find("setsid").ifPresent(_ -> words.addFirst("setsid"));
        try {
            return builder(log, words).start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command[0], e);
        }
    }

    private static ProcessBuilder builder(Path log, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder;
    }

    void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
