package dev.skiff.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.it.lone.LoneApiServer;
import dev.skiff.it.store.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JavaScript client from npm, which the test fetches: `client.mjs` uses it and prints what it
/// saw.
class JavaScriptClientTest {
    /// The last version that runs on Node 20.
    private static final String CLIENT = "@kubernetes/client-node@1.4.0";

    private static final int INSTALL_LIMIT_SECONDS = 180;
    private static final int RUN_LIMIT_SECONDS = 90;

    @TempDir Path directory;

    @Test
    void the_client_from_npm_reads_writes_and_watches() throws Exception {
        Program.require("node");
        Program.require("npm");
        install();
        Path kubeconfig = directory.resolve("kubeconfig");

        Ended ended;
        try (LoneApiServer server = LoneApiServer.start(ApiServerSettings.standard())) {
            server.writeKubeconfig(kubeconfig);
            ended = run(RUN_LIMIT_SECONDS, List.of("node", "client.mjs", kubeconfig.toString()));
        }

        assertThat(ended.output())
                .isEqualTo(
                        """
                        created {"first":"1"}
                        replaced {"first":"2"}
                        patched {"first":"2","second":"3"}
                        stale 409 Conflict
                        invalid 422 metadata.name
                        applied Apply
                        conflict 409 .data.first
                        seen added there,added coming,updated coming,deleted coming
                        missing 404 configmaps "nope" not found
                        left there
                        """);
        assertThat(ended.exitCode()).isZero();
    }

    private record Ended(int exitCode, String output) {}

    private void install() throws IOException, InterruptedException {
        try (InputStream script =
                Objects.requireNonNull(
                        JavaScriptClientTest.class.getResourceAsStream("/clients/client.mjs"))) {
            Files.copy(script, directory.resolve("client.mjs"));
        }
        Files.writeString(directory.resolve("package.json"), "{\"private\":true}");
        Ended ended =
                run(
                        INSTALL_LIMIT_SECONDS,
                        List.of("npm", "install", "--silent", "--no-audit", "--no-fund", CLIENT));
        String unreachable = "skipped: npm cannot fetch " + CLIENT + ": " + ended.output();
        if (ended.exitCode() != 0 && "true".equals(System.getenv("CI"))) {
            fail(unreachable);
        }
        assumeTrue(ended.exitCode() == 0, unreachable);
    }

    private Ended run(int limitSeconds, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", "");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            boolean hasEnded = process.waitFor(limitSeconds, TimeUnit.SECONDS);
            return new Ended(hasEnded ? process.exitValue() : -1, Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
