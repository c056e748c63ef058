package dev.skiff.it.faults;

import static org.awaitility.Awaitility.await;

import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` again and again while eight writers write and watchers watch. After each the process
/// is started again, and what clients did and saw must be what can be.
final class StoreKillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = Integer.getInteger("skiff.faults.rounds", 5);
    private static final int ACKNOWLEDGED = 20;
    /// How many more there may be before the kill.
    private static final int MORE = 150;
    /// How much later the kill may come.
    private static final Duration SPREAD = Duration.ofMillis(3);

    private final long seed = Long.getLong("skiff.seed", System.nanoTime());
    private final Random random = new Random(seed);
    @TempDir private Path directory;

    /// What can be killed and started again with its data.
    private record Victim(String name, Runnable kill, Runnable start) {}

    @BeforeEach
    void requireBuild() {
        Launcher.require();
    }

    @Test
    void kills_of_the_api_server_on_sqlite_lose_double_and_hide_nothing() {
        try (FaultyServer server = server("sqlite")) {
            server.start();
            killAgainAndAgain("sqlite", server, List.of(victim(server)));
        }
    }

    @Test
    void kills_of_the_api_server_and_of_etcd_lose_double_and_hide_nothing() {
        Program.require("etcd");
        try (EtcdServer etcd = new EtcdServer(directory);
                FaultyServer server = server(etcd.datastore())) {
            etcd.start();
            server.start();
            killAgainAndAgain(
                    "etcd",
                    server,
                    List.of(victim(server), new Victim("etcd", etcd::kill, etcd::start)));
        }
    }

    private FaultyServer server(String datastore) {
        return new FaultyServer(directory.resolve("home"), directory.resolve("log"), datastore);
    }

    private static Victim victim(FaultyServer server) {
        return new Victim("the API server", server::kill, server::start);
    }

    private void killAgainAndAgain(String store, FaultyServer server, List<Victim> victims) {
        System.out.printf("StoreKillTest on %s: -Dskiff.seed=%d%n", store, seed);
        long began = System.nanoTime();
        int acknowledged;
        try (Clients clients = new Clients(server, 0)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Victim victim = victims.get(round % victims.size());
                killOnce(clients, victim, round);
                clients.check(
                        "round %d of seed %d, %s killed".formatted(round, seed, victim.name()));
            }
            acknowledged = clients.journal().acknowledged();
            System.out.printf(
                    "StoreKillTest on %s: %d kills, %d writes acknowledged, %d changes seen, %d s%n",
                    store,
                    ROUNDS,
                    acknowledged,
                    clients.events(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        }
    }

    private void killOnce(Clients clients, Victim victim, int round) {
        int enough = clients.journal().acknowledged() + ACKNOWLEDGED + random.nextInt(MORE);
        Writers writers = clients.write("r" + round, seed + round);
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> clients.journal().acknowledged() >= enough || writers.areDone());
        if (writers.areDone()) {
            throw new AssertionError("all writers ended before the kill: " + clients.journal());
        }
        LockSupport.parkNanos(random.nextLong(SPREAD.toNanos()));
        victim.kill().run();
        writers.awaitEnd();
        victim.start().run();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(clients::answers);
    }
}
