package dev.skiff.it.kubectl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.it.kubectl.TranscriptRunner.Purpose;
import dev.skiff.it.played.PlayedCluster;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every transcript with every kubectl, on a store in memory and on etcd. Where a version prints
/// something else, its transcript is
/// `<name>-<version>.transcript`.
///
/// `-Dskiff.kubectl.update=true` writes what was printed into the transcripts, to be reviewed as a
/// diff (the newest version's first, as others get their own where they differ from it);
/// `-Dskiff.kubectl.only=pods,nodes` and `-Dskiff.kubectl.versions=1.33` play only these.
@Execution(ExecutionMode.CONCURRENT)
class KubectlTest {
    private static final List<String> VERSIONS = List.of("1.27", "1.30", "1.33");
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/kubectl");
    private static final List<String> ONLY =
            List.of(System.getProperty("skiff.kubectl.only", "").split(","));
    private static final List<String> ONLY_VERSIONS =
            List.of(System.getProperty("skiff.kubectl.versions", "").split(","));
    private static final boolean UPDATE = Boolean.getBoolean("skiff.kubectl.update");
    private static final Map<String, Path> FOUND = Kubectls.find(VERSIONS);

    private static final AtomicInteger STORES = new AtomicInteger();

    /// Where the cluster keeps its objects.
    enum Keeping {
        MEMORY,
        ETCD
    }

    /// One transcript with one version.
    record Play(String version, String name, Keeping keeping) {
        @Override
        public String toString() {
            String where = keeping == Keeping.ETCD ? " on etcd" : "";
            return name + " with kubectl " + version + where;
        }
    }

    @TempDir static Path etcdDirectory;
    private static @Nullable EtcdServer etcd;

    @TempDir Path directory;

    @AfterAll
    static void stopEtcd() {
        if (etcd != null) {
            etcd.close();
        }
    }

    @Test
    void every_kubectl_we_promise_is_here() {
        boolean mustBeHere = "true".equals(System.getenv("CI"));
        assumeTrue(
                mustBeHere || FOUND.size() == VERSIONS.size(), "kubectl found: " + FOUND.keySet());

        assertThat(FOUND.keySet())
                .as("kubectl.<version> in $KUBECTL_DIR, on PATH or beside gcloud")
                .containsExactlyElementsOf(VERSIONS);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("plays")
    void prints_what_its_transcript_says(Play play) throws IOException, InterruptedException {
        Path transcriptFile = transcriptOf(play);
        Transcript expected = Transcript.read(transcriptFile);
        Path work = directory.resolve("work");
        copyManifests(work);

        Transcript actual;
        try (PlayedCluster cluster =
                        PlayedCluster.start(
                                Files.createDirectory(directory.resolve("cluster")),
                                emptyStore(play.keeping()));
                TranscriptRunner runner =
                        new TranscriptRunner(
                                UPDATE ? Purpose.RECORD : Purpose.CHECK,
                                work,
                                requireNonNull(FOUND.get(play.version())),
                                cluster.kubeconfig())) {
            actual = runner.run(expected);
        }

        if (UPDATE) {
            record(play, expected, actual);
        } else {
            assertThat(actual.without(expected).toString())
                    .isEqualTo(expected.without(actual).toString());
        }
    }

    private static Store emptyStore(Keeping keeping) {
        return switch (keeping) {
            case MEMORY -> new MemoryStore();
            case ETCD ->
                    EtcdStore.open(
                            EtcdSettings.parse(etcd().datastore())
                                    .under("/play-" + STORES.incrementAndGet()),
                            InstantSource.system());
        };
    }

    private static synchronized EtcdServer etcd() {
        Program.require("etcd");
        if (etcd == null) {
            etcd = new EtcdServer(etcdDirectory);
            etcd.start();
        }
        return etcd;
    }

    static List<Play> plays() throws IOException {
        List<Keeping> keepings = UPDATE ? List.of(Keeping.MEMORY) : List.of(Keeping.values());
        List<Play> plays = new ArrayList<>();
        for (String name : names()) {
            for (Keeping keeping : keepings) {
                FOUND.keySet().stream()
                        .filter(version -> isAmong(ONLY_VERSIONS, version))
                        .forEach(version -> plays.add(new Play(version, name, keeping)));
            }
        }
        return plays;
    }

    /// Transcripts without those that are for one version only.
    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(
                            name ->
                                    name.endsWith(".transcript")
                                            && !name.matches(".*-\\d+\\.\\d+\\.transcript"))
                    .map(name -> name.replace(".transcript", ""))
                    .filter(name -> isAmong(ONLY, name))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isAmong(List<String> chosen, String candidate) {
        return chosen.equals(List.of("")) || chosen.contains(candidate);
    }

    private static Path transcriptOf(Play play) {
        Path own = ownTranscript(play);
        return Files.exists(own) ? own : TRANSCRIPTS.resolve(play.name() + ".transcript");
    }

    private static Path ownTranscript(Play play) {
        return TRANSCRIPTS.resolve(play.name() + "-" + play.version() + ".transcript");
    }

    /// The newest version writes the common transcript, others their own where they differ from it.
    private static void record(Play play, Transcript expected, Transcript actual)
            throws IOException {
        if (play.version().equals(VERSIONS.getLast())) {
            actual.write(TRANSCRIPTS.resolve(play.name() + ".transcript"));
        } else if (!actual.equals(expected)) {
            actual.write(ownTranscript(play));
        }
    }

    private static void copyManifests(Path work) throws IOException {
        Path files = Files.createDirectories(work.resolve("files"));
        try (Stream<Path> manifests = Files.list(TRANSCRIPTS.resolve("files"))) {
            for (Path manifest : manifests.toList()) {
                Files.copy(manifest, files.resolve(manifest.getFileName()));
            }
        }
    }
}
