package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine that a test needs.
public final class Program {
    private Program() {}

    /// Skips the test where the program is missing; in CI it has to be there.
    public static void require(String name) {
        boolean isThere =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        String missing = "skipped: " + name + " is not installed";
        if (!isThere && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        assumeTrue(isThere, missing);
    }

    public static void signal(Process process, String signal) {
        run(List.of("kill", "-" + signal, Long.toString(process.pid())));
    }

    public static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                fail(command + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }
}
