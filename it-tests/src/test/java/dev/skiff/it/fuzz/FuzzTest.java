package dev.skiff.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nearly valid requests by the thousand against `skiff apiserver` in a process of its own. None
/// may fail it, hang, or store what cannot be read; what it holds afterwards is what it held
/// before. CONTRIBUTING.md says how to send more of them, or others.
class FuzzTest {
    private static final long SEED = Long.getLong("skiff.fuzz.seed", 20_261_121L);
    private static final int REQUESTS = Integer.getInteger("skiff.fuzz.requests", 6_000);
    private static final String STORE = System.getProperty("skiff.fuzz.datastore", "sqlite");
    private static final int WARM_UP = 1_500;
    private static final Duration SETTLING = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void no_request_fails_the_server_or_leaves_anything_behind()
            throws IOException, GeneralSecurityException {
        Findings findings = new Findings(Path.of("target/fuzz"), SEED);
        try (FuzzedServer server = new FuzzedServer(directory, STORE);
                Client client = new Client(server)) {
            new FuzzRun(server, client, SEED + 1, findings).send(WARM_UP);
            Figures before = server.figures();
            FuzzRun run = new FuzzRun(server, client, SEED, findings);
            run.send(REQUESTS);
            System.out.printf(
                    "fuzz: seed %d on %s: %s; slowest %s%n",
                    SEED, STORE, run.tally(), client.slowest());
            assertThat(findings).hasToString("");
            assertThat(run.tally().mutatedShare()).isGreaterThan(0.6);
            assertThat(run.tally().judgedShare()).isGreaterThan(0.3);
            await().atMost(SETTLING)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(
                            () ->
                                    assertThat(server.figures())
                                            .matches(now -> now.isBackAt(before)));
            System.out.printf("fuzz: before %s, after %s%n", before, server.figures());
        }
    }
}
