package dev.skiff.it.kubectl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Runs a transcript's commands in a shell of their own, where `kubectl` is the chosen binary.
final class TranscriptRunner implements AutoCloseable {
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration EVENTUALLY = Duration.ofSeconds(45);

    /// While recording, what has not changed for so long is taken for the end.
    private static final Duration CALM = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(200);

    /// What a transcript is run for.
    enum Purpose {
        /// To compare with what it says: waits until that comes.
        CHECK,
        /// To write down what comes.
        RECORD
    }

    private record Background(Process process, Path output) {}

    private final Purpose purpose;
    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, Background> running = new LinkedHashMap<>();
    private int outputs;

    /// @param directory where commands run and manifests lie
    /// @param binary what `kubectl` means
    /// @param kubeconfig its cluster
    TranscriptRunner(Purpose purpose, Path directory, Path binary, Path kubeconfig)
            throws IOException {
        this.purpose = purpose;
        this.directory = directory;
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("kubectl"), binary);
        this.environment =
                Map.of(
                        "PATH",
                        bin + ":" + System.getenv("PATH"),
                        "HOME",
                        directory.toString(),
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "LC_ALL",
                        "C.UTF-8",
                        "TZ",
                        "UTC");
    }

    /// The same transcript with what was really printed.
    Transcript run(Transcript transcript) throws IOException, InterruptedException {
        List<Transcript.Entry> actual = new ArrayList<>();
        for (Transcript.Entry entry : transcript.entries()) {
            String output =
                    switch (entry.mode()) {
                        case ONCE -> once(entry.command());
                        case EVENTUALLY -> eventually(entry);
                        case BACKGROUND -> start(entry.command());
                        case COLLECT -> collect(entry);
                    };
            actual.add(
                    new Transcript.Entry(entry.comments(), entry.mode(), entry.command(), output));
        }
        return new Transcript(actual);
    }

    private String once(String command) throws IOException, InterruptedException {
        Path output = directory.resolve("output-" + outputs++);
        Process process = launch(command, output);
        if (!process.waitFor(COMMAND_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            end(process);
            return Normaliser.normalise(read(output))
                    + "\n[no end after "
                    + COMMAND_TIMEOUT.toSeconds()
                    + " s]";
        }
        String text = Normaliser.normalise(read(output));
        return process.exitValue() == 0
                ? text
                : (text + "\n[exit " + process.exitValue() + "]").strip();
    }

    private String eventually(Transcript.Entry entry) throws IOException, InterruptedException {
        if (purpose == Purpose.RECORD) {
            String first = once(entry.command());
            return first.equals(entry.expected()) ? first : whenCalm(() -> once(entry.command()));
        }
        try {
            Awaitility.await()
                    .atMost(EVENTUALLY)
                    .pollInterval(POLL)
                    .until(() -> once(entry.command()).equals(entry.expected()));
            return entry.expected();
        } catch (ConditionTimeoutException e) {
            return once(entry.command());
        }
    }

    /// Waits for the first of its output, so that it is known to listen.
    private String start(String command) throws IOException {
        Path output = directory.resolve("output-" + outputs++);
        Background background = new Background(launch(command, output), output);
        running.put(command, background);
        try {
            Awaitility.await()
                    .atMost(EVENTUALLY)
                    .pollInterval(POLL)
                    .until(() -> !read(output).isEmpty());
            return "";
        } catch (ConditionTimeoutException e) {
            return "[prints nothing]";
        }
    }

    /// Waits until the background command has printed as many lines as expected, then ends it.
    private String collect(Transcript.Entry entry) throws IOException {
        Background background = running.remove(entry.command());
        if (background == null) {
            throw new IllegalStateException("not running in the background: " + entry.command());
        }
        try {
            awaitOutput(background, entry.expected().lines().count());
        } catch (ConditionTimeoutException e) {
            return Normaliser.normalise(read(background.output())) + "\n[and no more]";
        } finally {
            end(background.process());
        }
        return Normaliser.normalise(read(background.output()));
    }

    private void awaitOutput(Background background, long lines) {
        if (purpose == Purpose.RECORD) {
            whenCalm(() -> read(background.output()));
        } else {
            Awaitility.await()
                    .atMost(EVENTUALLY)
                    .pollInterval(POLL)
                    .until(() -> read(background.output()).lines().count() >= lines);
        }
    }

    private static String whenCalm(Callable<String> output) {
        Deque<String> seen = new ArrayDeque<>();
        try {
            Awaitility.await()
                    .atMost(EVENTUALLY)
                    .pollInterval(POLL)
                    .during(CALM)
                    .until(() -> isSame(seen, output.call()));
        } catch (ConditionTimeoutException e) {
            return seen.getLast() + "\n[and changes]";
        }
        return seen.getLast();
    }

    private static boolean isSame(Deque<String> seen, String now) {
        String before = seen.isEmpty() ? "" : seen.getLast();
        seen.add(now);
        return before.equals(now);
    }

    private Process launch(String command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        running.values().forEach(background -> end(background.process()));
    }
}
