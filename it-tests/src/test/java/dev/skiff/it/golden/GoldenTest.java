package dev.skiff.it.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded conversation goes as it went with a Kubernetes API server, but for those listed
/// with a reason; and these do differ. On SQLite here; subclasses have other stores.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final String TAG = "bcdfgh";

    private final List<GoldenCase> cases;
    private final KnownDifferences known;
    @TempDir static Path directory;
    private GoldenServer server;

    GoldenTest() throws IOException {
        cases = GoldenCase.load(DIRECTORY.resolve("cases"));
        known = KnownDifferences.load(DIRECTORY.resolve("known-differences.txt"));
    }

    @BeforeAll
    void start() throws IOException, GeneralSecurityException {
        server = new GoldenServer(open());
    }

    /// The store to replay on, empty.
    Store open() throws IOException {
        return SqliteStore.open(
                SqliteSettings.of(directory.resolve("golden.db")), InstantSource.system());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void every_known_difference_is_of_a_case() {
        assertThat(cases).extracting(GoldenCase::name).containsAll(known.reasons().keySet());
    }

    /// So much must be the same for a client to be unable to tell.
    @Test
    void nearly_all_conversations_go_as_recorded_in_every_category() {
        Map<String, Integer> all = new TreeMap<>();
        Map<String, Integer> different = new TreeMap<>();
        for (GoldenCase golden : cases) {
            all.merge(golden.category(), 1, Integer::sum);
            different.merge(
                    golden.category(), known.of(golden.name()).isPresent() ? 1 : 0, Integer::sum);
        }
        assertThat(known.reasons()).hasSizeLessThanOrEqualTo(cases.size() * 3 / 100);
        assertThat(all)
                .allSatisfy(
                        (category, count) ->
                                assertThat(different.getOrDefault(category, 0))
                                        .as(category)
                                        .isLessThanOrEqualTo(count * 20 / 100));
    }

    @TestFactory
    Stream<DynamicTest> conversations() {
        return cases.stream()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> replay(golden)));
    }

    private void replay(GoldenCase golden) throws IOException, InterruptedException {
        List<String> differences = new CaseRun(server, golden, TAG).differences();
        known.of(golden.name())
                .ifPresentOrElse(
                        reason ->
                                assertThat(differences)
                                        .as("no longer different, though listed: %s", reason)
                                        .isNotEmpty(),
                        () -> assertThat(differences).isEmpty());
    }
}
