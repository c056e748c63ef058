package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The script `./skiff` of this repository, run as a child process. It is never built from here, as
/// the build that runs the tests writes to the same places.
///
/// @param prefix a command that runs it, such as `setpriv`; mostly empty
/// @param environment over that of this process; an empty value takes a variable away
public record Launcher(List<String> prefix, Map<String, String> environment) {
    private static final Path ROOT = repositoryRoot();
    private static final long PATIENCE_SECONDS = 240;

    public Launcher {
        prefix = List.copyOf(prefix);
        environment = new LinkedHashMap<>(environment);
    }

    /// What a command printed and how it left.
    public record Run(int exitCode, String out, String err) {
        public Run succeeded() {
            assertThat(exitCode).as("exit code; %s%s", out, err).isZero();
            return this;
        }

        public Run failed(int expected) {
            assertThat(exitCode).as("exit code; %s%s", out, err).isEqualTo(expected);
            return this;
        }
    }

    /// Works on that home; the user's own kubeconfig is a file beside it.
    public static Launcher of(Path home) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SKIFF_BUILD", "never");
        environment.put("SKIFF_HOME", home.toString());
        environment.put("KUBECONFIG", home.resolveSibling("kubeconfig").toString());
        return new Launcher(List.of(), environment);
    }

    /// Skips the test where Skiff is not built; in CI it has to be.
    public static void require() {
        boolean isBuilt = Files.exists(ROOT.resolve("build/stamp"));
        String missing = "skipped: Skiff is not built, run ./skiff build";
        if (!isBuilt && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        assumeTrue(isBuilt, missing);
    }

    /// A file of the repository.
    public static Path repository(String path) {
        return ROOT.resolve(path);
    }

    public Launcher with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Launcher(prefix, more);
    }

    public Launcher under(String... wrapper) {
        return new Launcher(List.of(wrapper), environment);
    }

    /// Runs a command to its end.
    public Run run(String... words) {
        Path out = temporary("out");
        Path err = temporary("err");
        try {
            Process process =
                    start(
                            ProcessBuilder.Redirect.to(out.toFile()),
                            ProcessBuilder.Redirect.to(err.toFile()),
                            words);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                fail("skiff %s does not end", String.join(" ", words));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while skiff runs", e);
        } finally {
            remove(out);
            remove(err);
        }
    }

    /// Starts a command that goes on, such as `server`; the caller ends it.
    ///
    /// @param log what it prints
    public Process start(Path log, String... words) {
        ProcessBuilder.Redirect to = ProcessBuilder.Redirect.appendTo(log.toFile());
        return start(to, to, words);
    }

    private Process start(
            ProcessBuilder.Redirect out, ProcessBuilder.Redirect err, String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.add(ROOT.resolve("skiff").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        environment.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        builder.environment().remove(name);
                    } else {
                        builder.environment().put(name, value);
                    }
                });
        builder.redirectInput(new File("/dev/null")).redirectOutput(out).redirectError(err);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private static Path temporary(String suffix) {
        try {
            return Files.createTempFile("skiff-it-", "." + suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repositoryRoot() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("skiff")) || !Files.exists(at.resolve("verify"))) {
            at =
                    Optional.ofNullable(at.getParent())
                            .orElseThrow(() -> new IllegalStateException("no ./skiff above here"));
        }
        return at;
    }
}
