package dev.skiff.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The Docker engine of this machine, driven from outside the code under test.
public final class RealEngine {
    /// Made by `examples/image/make`.
    public static final String IMAGE = "skiff/hello:1";

    private static final Path ROOT = repositoryRoot();

    private RealEngine() {}

    public static Path socket() {
        String host = Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("");
        return Path.of(
                host.startsWith("unix://")
                        ? host.substring("unix://".length())
                        : "/var/run/docker.sock");
    }

    /// Skips the test where there is no engine; in CI there has to be one. Makes the test image.
    public static void require() {
        boolean isThere = Files.exists(socket());
        if (!isThere && !"true".equals(System.getenv("CI"))) {
            assumeTrue(false, "no Docker engine at " + socket() + ", nothing to test against");
        }
        run(List.of(ROOT.resolve("examples/image/make").toString()));
    }

    /// What the docker command prints.
    public static String docker(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("running " + command + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private static Path repositoryRoot() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("examples/image/make"))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException(
                        "no examples/image/make above " + Path.of("").toAbsolutePath());
            }
        }
        return at;
    }
}
