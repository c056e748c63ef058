package dev.skiff.it.store;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A [VictimMain] in a process of its own, and what it was told so far. Used by one thread, which
/// has to ask for its answers often or it waits.
final class Victim implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final List<Acknowledged.Line> lines = new ArrayList<>();

    private Victim(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Eight writers that write until they are killed.
    static Victim start(Path database, long seed) {
        return start(List.of(), List.of(database.toString(), "8", "0", Long.toString(seed)));
    }

    /// @param wrapper a command to run it with, such as `strace`
    static Victim start(List<String> wrapper, List<String> arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(property("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(property("java.class.path"));
        command.add(VictimMain.class.getName());
        command.addAll(arguments);
        try {
            return new Victim(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All it has printed.
    Acknowledged acknowledged() {
        try {
            while (answers.ready()) {
                String line =
                        Objects.requireNonNull(answers.readLine(), "ready, so not at its end");
                lines.add(Acknowledged.Line.parse(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Acknowledged(lines);
    }

    void awaitAcknowledged(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> acknowledged().lines().size() >= count);
    }

    /// Ends it in the middle of whatever it does. Answers all it had printed.
    Acknowledged kill() throws InterruptedException {
        Program.signal(process, "KILL"); // Java's own way would close the pipe
        awaitEnd();
        return new Acknowledged(lines);
    }

    /// Waits until it ends by itself.
    int awaitEnd() throws InterruptedException {
        answers.lines().map(Acknowledged.Line::parse).forEach(lines::add);
        return process.waitFor();
    }

    /// Holds every thread of it.
    void hold() {
        Program.signal(process, "STOP");
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(this::isHeld);
    }

    void resume() {
        Program.signal(process, "CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private boolean isHeld() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return threads.allMatch(Victim::isHeld);
        }
    }

    private static boolean isHeld(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
