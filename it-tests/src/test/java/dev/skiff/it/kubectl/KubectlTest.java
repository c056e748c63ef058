package dev.skiff.it.kubectl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.it.kubectl.TranscriptRunner.Purpose;
import dev.skiff.it.played.PlayedCluster;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transcripts with every kubectl, on a store in memory and on etcd: all of them with the newest in
/// memory and with the oldest on etcd, and with the others those that they ask for in other ways.
/// `docs/kubectl.md` says which command is where.
///
/// `-Dskiff.kubectl.all=true` plays every transcript with every version on both stores.
/// `-Dskiff.kubectl.update=true` writes what was printed into the transcripts, to be reviewed as a
/// diff (the newest version's first, as what others print stands beside it where it differs);
/// `-Dskiff.kubectl.only=pods,nodes` and `-Dskiff.kubectl.versions=1.33` play only these.
@Execution(ExecutionMode.CONCURRENT)
class KubectlTest {
    private static final List<String> VERSIONS = List.of("1.27", "1.29", "1.31", "1.32", "1.33");

    /// What 1.29 asks the OpenAPI document of version 3 for, and 1.32 sends in protobuf.
    private static final List<String> PLAYED_BY_ALL = List.of("apply", "create");

    private static final Path TRANSCRIPTS = Path.of("src/test/resources/kubectl");
    private static final List<String> ONLY =
            List.of(System.getProperty("skiff.kubectl.only", "").split(","));
    private static final List<String> ONLY_VERSIONS =
            List.of(System.getProperty("skiff.kubectl.versions", "").split(","));
    private static final boolean UPDATE = Boolean.getBoolean("skiff.kubectl.update");
    private static final boolean ALL = Boolean.getBoolean("skiff.kubectl.all");
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
        Transcript expected = TranscriptFile.read(fileOf(play)).of(play.version());
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
            record(play, actual);
        } else {
            assertThat(actual.without(expected).toString())
                    .isEqualTo(expected.without(actual).toString());
        }
    }

    private static Store emptyStore(Keeping keeping) {
        return switch (keeping) {
            case MEMORY -> {
                Store store = new MemoryStore();
                forgetPast(store);
                yield store;
            }
            case ETCD ->
                    EtcdStore.open(
                            EtcdSettings.parse(etcd().datastore())
                                    .under("/play-" + STORES.incrementAndGet()),
                            InstantSource.system());
        };
    }

    /// So that there are revisions which are too old to ask for.
    private static void forgetPast(Store store) {
        for (int i = 0; i < 10; i++) {
            store.create("/past/" + i, new byte[0]);
        }
        store.compact(store.revision());
    }

    private static synchronized EtcdServer etcd() {
        Program.require("etcd");
        if (etcd == null) {
            EtcdServer started = new EtcdServer(etcdDirectory);
            etcd = started;
            started.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreException(StoreUnavailableException.class)
                    .untilAsserted(() -> forgetPast(started));
        }
        return etcd;
    }

    private static void forgetPast(EtcdServer server) {
        EtcdSettings settings = EtcdSettings.parse(server.datastore()).under("/past");
        try (Store store = EtcdStore.open(settings, InstantSource.system())) {
            forgetPast(store);
        }
    }

    static List<Play> plays() throws IOException {
        List<Play> plays = new ArrayList<>();
        for (String name : names()) {
            for (String version : FOUND.keySet()) {
                for (Keeping keeping : Keeping.values()) {
                    Play play = new Play(version, name, keeping);
                    if (isAmong(ONLY_VERSIONS, version) && isPlayed(play)) {
                        plays.add(play);
                    }
                }
            }
        }
        return plays;
    }

    private static boolean isPlayed(Play play) {
        if (UPDATE) {
            return play.keeping() == Keeping.MEMORY;
        }
        boolean isOldest = play.version().equals(VERSIONS.getFirst());
        boolean isNewest = play.version().equals(VERSIONS.getLast());
        return ALL
                || switch (play.keeping()) {
                    case ETCD -> isOldest;
                    case MEMORY -> isNewest || !isOldest && PLAYED_BY_ALL.contains(play.name());
                };
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".transcript"))
                    .map(name -> name.replace(".transcript", ""))
                    .filter(name -> isAmong(ONLY, name))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isAmong(List<String> chosen, String candidate) {
        return chosen.equals(List.of("")) || chosen.contains(candidate);
    }

    private static Path fileOf(Play play) {
        return TRANSCRIPTS.resolve(play.name() + ".transcript");
    }

    /// The newest version writes what all share.
    private static synchronized void record(Play play, Transcript actual) throws IOException {
        TranscriptFile file = TranscriptFile.read(fileOf(play));
        TranscriptFile recorded =
                play.version().equals(VERSIONS.getLast())
                        ? file.withCommon(actual)
                        : file.with(play.version(), actual);
        recorded.write(fileOf(play));
    }

    private static void copyManifests(Path work) throws IOException {
        Path from = TRANSCRIPTS.resolve("files");
        Path to = Files.createDirectories(work.resolve("files"));
        try (Stream<Path> manifests = Files.walk(from)) {
            for (Path manifest : manifests.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(manifest).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(manifest, copy);
            }
        }
    }
}
