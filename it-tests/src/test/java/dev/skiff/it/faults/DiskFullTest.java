package dev.skiff.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import dev.skiff.it.store.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The space for the store is used up while eight writers write and watchers watch: writes say so,
/// reads and watches go on, writes work again when there is space, nothing acknowledged is lost.
final class DiskFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES = 60;
    private static final int BALLAST = 20_000;
    private static final int QUOTA = 8 << 20;

    private final long seed = Long.getLong("skiff.seed", System.nanoTime());
    @TempDir private Path directory;

    @BeforeEach
    void requireBuild() {
        Launcher.require();
        System.out.println("DiskFullTest: -Dskiff.seed=" + seed);
    }

    @Test
    void a_full_disk_of_sqlite_stops_writes_only_and_only_while_it_is_full() {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 24);
                FaultyServer server = server(disk.directory().resolve("home"), "sqlite")) {
            server.start();
            try (Clients clients = new Clients(server, BALLAST)) {
                Writers writers = clients.write("before", seed);
                awaitWrites(clients, writers);
                disk.fill();
                writers.awaitEnd();
                assertThat(clients.journal().doubts())
                        .hasSize(8)
                        .containsOnly(
                                "500 cannot write to %s/home/data/skiff.db: the disk %s (tmpfs) is full; works again when there is space"
                                        .formatted(disk.directory(), disk.directory()));
                assertReadsGoOn(clients, server);

                disk.free();
                writeAndCheck(clients, "after");
                server.kill();
                server.start();
                writeAndCheck(clients, "restarted");
            }
        }
    }

    @Test
    void an_etcd_whose_quota_is_used_up_stops_writes_until_it_is_told_to_go_on() {
        Program.require("etcd");
        Program.require("etcdctl");
        try (EtcdServer etcd = new EtcdServer(directory, "--quota-backend-bytes=" + QUOTA);
                FaultyServer server = server(directory.resolve("home"), etcd.datastore())) {
            etcd.start();
            server.start();
            try (Clients clients = new Clients(server, BALLAST)) {
                Writers writers = clients.write("before", seed);
                writers.awaitEnd();
                assertThat(clients.journal().doubts())
                        .hasSize(8)
                        .containsOnly(
                                "500 cannot write to etcd at "
                                        + etcd.address()
                                        + ": RESOURCE_EXHAUSTED: etcdserver: mvcc: database space exceeded; works again"
                                        + " when it has space and is told so: etcdctl compact,"
                                        + " defrag, alarm disarm");
                assertReadsGoOn(clients, server);

                etcdctl(etcd, "compact", Long.toString(clients.own().list().revision()));
                etcdctl(etcd, "defrag");
                etcdctl(etcd, "alarm", "disarm");
                writeAndCheck(clients, "after");
            }
        }
    }

    @Test
    void an_etcd_that_died_of_its_full_disk_loses_nothing_and_is_found_again() {
        Program.require("etcd");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 150);
                EtcdServer etcd = new EtcdServer(disk.directory());
                FaultyServer server = server(directory.resolve("home"), etcd.datastore())) {
            etcd.start();
            server.start();
            try (Clients clients = new Clients(server, BALLAST)) {
                Writers writers = clients.write("before", seed);
                awaitWrites(clients, writers);
                disk.fill();
                writers.awaitEnd();
                await().atMost(PATIENCE).until(() -> !etcd.isRunning());
                assertThat(clients.journal().doubts())
                        .hasSize(8)
                        .allMatch(why -> why.startsWith("503 the datastore is unavailable: "));
                assertThat(clients.own().lastKnown().keys()).isNotEmpty();

                disk.free();
                etcd.start();
                await().atMost(PATIENCE).until(clients::answers);
                writeAndCheck(clients, "after");
            }
        }
    }

    private FaultyServer server(Path home, String datastore) {
        return new FaultyServer(home, directory.resolve("log"), datastore);
    }

    private static void awaitWrites(Clients clients, Writers writers) {
        int enough = clients.journal().acknowledged() + WRITES;
        await().atMost(PATIENCE)
                .until(() -> clients.journal().acknowledged() >= enough || writers.areDone());
    }

    private static void assertReadsGoOn(Clients clients, FaultyServer server) {
        assertThat(clients.own().list().keys()).isNotEmpty();
        assertThat(clients.answers()).isTrue();
        clients.watchSinceThen("begun while full", server);
    }

    private void writeAndCheck(Clients clients, String prefix) {
        Writers writers = clients.write(prefix, seed);
        awaitWrites(clients, writers);
        assertThat(writers.areDone()).as("%s: %s", prefix, clients.journal()).isFalse();
        writers.stop();
        clients.check(prefix + " of seed " + seed);
    }

    private static void etcdctl(EtcdServer etcd, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "ETCDCTL_API=3",
                                "etcdctl",
                                "--endpoints=" + etcd.address()));
        command.addAll(List.of(words));
        Program.run(command);
    }
}
