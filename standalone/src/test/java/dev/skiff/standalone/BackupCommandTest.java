package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.apiserver.pki.ClusterPki;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users of `backup` and `restore` see and get, without a cluster running.
final class BackupCommandTest {
    private static final String NOTE = "/registry/configmaps/default/note";

    @TempDir private Path directory;
    private SkiffHome home;
    private Path file;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void makeCluster() {
        home = home("home");
        file = directory.resolve("some.gz");
        makeCluster(home, "0a0b0c0d");
    }

    private SkiffHome home(String name) {
        return SkiffHome.of(Map.of("SKIFF_HOME", directory.resolve(name).toString()));
    }

    private static void makeCluster(SkiffHome home, String id) {
        try (HomeLock _ = HomeLock.takeOrRefuse(home);
                Store store = open(home)) {
            new ClusterFacts(id, "10.42.0.0/16", "10.43.0.0/16").write(home);
            ClusterPki pki =
                    ClusterPki.open(home.pki(), InstantSource.system(), new SecureRandom());
            pki.tokenKey("service-account");
            pki.secret("join-token");
            store.create(NOTE, ("{\"of\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Store open(SkiffHome home) {
        return new Datastore.Sqlite().open(home, InstantSource.system());
    }

    private Run run(SkiffHome at, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        Map.of("SKIFF_HOME", at.directory().toString()),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = SkiffMain.run(surroundings, words);
        return new Run(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private Run refused(SkiffHome at, String... words) {
        Run run = run(at, words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        return run;
    }

    private Run succeeded(SkiffHome at, String... words) {
        Run run = run(at, words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    private static String note(SkiffHome home) {
        try (Store store = open(home)) {
            byte[] value = store.get(NOTE).orElseThrow().value();
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_cluster_is_made_again_elsewhere() throws IOException {
        SkiffHome other = home("other");

        Run saved = succeeded(home, "backup", file.toString());
        Run restored = succeeded(other, "restore", file.toString());

        assertThat(saved.out())
                .isEqualTo(
                        """
                        saved 1 objects at revision 2 to %s (%d KiB)
                        whoever can read it has all rights in the cluster
                        """
                                .formatted(file, (Files.size(file) + 1023) / 1024));
        assertThat(restored.out())
                .matches(
                        "restored 1 objects of cluster 0a0b0c0d, saved from sqlite at revision 2, \\S+, by Skiff \\S+ into \\S+/other/data/skiff.db\\n"
                                + "revisions go on after 1000000002; start it with: skiff up\\n");
        assertThat(note(other)).isEqualTo("{\"of\":\"0a0b0c0d\"}");
        assertThat(ClusterFacts.read(other)).isEqualTo(ClusterFacts.read(home));
        assertThat(tree(other.pki())).isEqualTo(tree(home.pki())).contains("service-account.pem");
        assertThat(permissions(other.pki().resolve("ca.pem"))).isEqualTo("rw-------");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void revisions_go_on_beyond_all_that_clients_may_have_seen() {
        succeeded(home, "backup", file.toString());
        try (Store store = open(home)) {
            StoreEntry note = store.get(NOTE).orElseThrow();
            store.update(NOTE, new byte[0], note.revision());
        }

        succeeded(home, "restore", "--force", file.toString());

        try (Store store = open(home)) {
            assertThat(store.get(NOTE).orElseThrow().revision()).isEqualTo(2);
            assertThat(store.create("/registry/new", new byte[0]))
                    .isEqualTo(new WriteResult.Written(1_000_000_004L));
        }
    }

    @Test
    void a_cluster_that_works_is_saved_as_well() {
        try (HomeLock _ = HomeLock.takeOrRefuse(home);
                Store store = open(home)) {
            store.create("/registry/more", new byte[0]);

            assertThat(succeeded(home, "backup", file.toString()).out())
                    .startsWith("saved 2 objects at revision 3 ");
            assertThat(store.create("/registry/after", new byte[0]))
                    .isInstanceOf(WriteResult.Written.class);
        }
    }

    @Test
    void what_is_there_is_not_replaced_unasked() {
        succeeded(home, "backup", file.toString());
        SkiffHome other = home("other");
        makeCluster(other, "ffffffff");

        assertThat(refused(home, "restore", file.toString()).err())
                .isEqualTo(
                        "skiff: %s holds 1 objects already: --force replaces them by those of the backup%n"
                                .formatted(home.data().resolve("skiff.db")));
        assertThat(refused(other, "restore", file.toString()).err())
                .isEqualTo(
                        "skiff: %s is the home of another cluster (ffffffff): remove that one with \"skiff delete\", set SKIFF_HOME to another directory, or replace it with --force%n"
                                .formatted(other.directory()));
        assertThat(note(other)).isEqualTo("{\"of\":\"ffffffff\"}");

        succeeded(other, "restore", "--force", file.toString());
        assertThat(note(other)).isEqualTo("{\"of\":\"0a0b0c0d\"}");
    }

    @Test
    void a_file_that_is_there_is_not_replaced_unasked() throws IOException {
        Files.writeString(file, "mine");

        assertThat(refused(home, "backup", file.toString()).err())
                .isEqualTo(
                        "skiff: %s exists already: choose another, or --force replaces it%n"
                                .formatted(file));
        assertThat(file).hasContent("mine");

        succeeded(home, "backup", "--force", file.toString());
        assertThat(succeeded(home, "restore", "--check", file.toString()).out())
                .startsWith(file + " is whole: 1 objects of cluster 0a0b0c0d, saved from sqlite");
    }

    @Test
    void where_there_is_no_cluster_there_is_nothing_to_save() {
        SkiffHome empty = home("empty");

        assertThat(refused(empty, "backup", file.toString()).err())
                .isEqualTo(
                        "skiff: there is no cluster in %s: set SKIFF_HOME to where one is%n"
                                .formatted(empty.directory()));
        assertThat(file).doesNotExist();
        assertThat(empty.directory()).doesNotExist();
    }

    @Test
    void a_cluster_whose_objects_are_elsewhere_is_told_of_the_flag() throws IOException {
        Files.delete(home.data().resolve("skiff.db"));

        assertThat(refused(home, "backup", file.toString()).err())
                .isEqualTo(
                        "skiff: there is no %s: if the cluster keeps its objects in etcd, say where with --datastore%n"
                                .formatted(home.data().resolve("skiff.db")));
        assertThat(refused(home, "backup", file.toString(), "--datastore", "memory").err())
                .startsWith("skiff: --datastore memory: what is in memory is gone when");
    }

    @Test
    void an_etcd_that_does_not_answer_is_named_and_nothing_changes() throws IOException {
        succeeded(home, "backup", file.toString());
        SkiffHome other = home("other");
        String nowhere = "etcd://127.0.0.1:1";

        assertThat(refused(home, "backup", file + "2", "--datastore", nowhere).err())
                .contains("etcd at 127.0.0.1:1", "Is etcd running there? --datastore names it.");
        assertThat(refused(other, "restore", file.toString(), "--datastore", nowhere).err())
                .contains("etcd at 127.0.0.1:1", "Is etcd running there? --datastore names it.");
        assertThat(tree(other.directory())).containsExactly("lock");
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        Path lost = directory.resolve("nowhere").resolve("some.gz");

        assertThat(refused(home, "backup", lost.toString()).err())
                .isEqualTo(
                        "skiff: cannot write %s: there is no directory %s%n"
                                .formatted(lost, lost.getParent()));
        assertThat(refused(home, "restore", lost.toString()).err())
                .isEqualTo("skiff: cannot read %s: there is no %1$s%n".formatted(lost));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.2, 0.6, 0.99})
    void a_file_that_is_not_whole_changes_nothing(double part) throws IOException {
        succeeded(home, "backup", file.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, (int) (whole.length * part)));

        Run run = refused(home, "restore", "--force", file.toString());

        assertThat(run.err())
                .startsWith("skiff: " + file + " is truncated: it ")
                .endsWith(". Nothing was changed.\n");
        assertThat(note(home)).isEqualTo("{\"of\":\"0a0b0c0d\"}");
    }

    @Test
    void a_full_disk_leaves_nothing_behind() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: no /dev/full");
        BackupFile.Content endless =
                out -> {
                    try (var disk = Files.newOutputStream(full)) {
                        disk.write(1);
                    }
                    return true;
                };

        assertThat(catchThrowable(() -> BackupFile.write(file, endless)))
                .hasMessage("cannot write " + file + ": No space left on device");
        assertThat(tree(directory)).noneMatch(name -> name.contains("some.gz"));
    }

    @Test
    void a_restore_that_dies_before_it_counts_changes_nothing() {
        succeeded(home, "backup", file.toString());
        SkiffHome other = home("other");
        makeCluster(other, "ffffffff");
        BackupFile.Found found = BackupFile.check(file);
        RestoredHome.begin(other, other.pki(), found);
        try (var store = new RestoreTarget.Sqlite(other).begin(1_000)) {
            BackupFile.entries(file, store::put);
            store.finish();
        }

        try (HomeLock _ = HomeLock.takeOrRefuse(other)) {
            assertThat(ClusterFacts.read(other).orElseThrow().id()).isEqualTo("ffffffff");
        }
        assertThat(note(other)).isEqualTo("{\"of\":\"ffffffff\"}");
        assertThat(tree(other.directory())).noneMatch(name -> name.contains("restore"));
    }

    @Test
    void a_restore_that_dies_after_it_counts_is_ended_by_the_next_command() throws IOException {
        succeeded(home, "backup", file.toString());
        SkiffHome other = home("other");
        makeCluster(other, "ffffffff");
        RestoredHome.begin(other, other.pki(), BackupFile.check(file));
        try (var store = new RestoreTarget.Sqlite(other).begin(1_000)) {
            BackupFile.entries(file, store::put);
            store.finish();
        }
        Files.move(
                other.directory().resolve("restore.part"),
                other.directory().resolve("restore.whole"));

        assertThat(succeeded(other, "backup", file + "2").out())
                .startsWith("saved 1 objects at revision 1000 ");
        assertThat(ClusterFacts.read(other)).isEqualTo(ClusterFacts.read(home));
        assertThat(note(other)).isEqualTo("{\"of\":\"0a0b0c0d\"}");
        assertThat(tree(other.pki())).isEqualTo(tree(home.pki()));
        assertThat(tree(other.directory())).noneMatch(name -> name.contains("restore"));
    }

    private static List<String> tree(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
