package dev.skiff.bench.api;

import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.etcd.EtcdSettings;
import dev.skiff.apiserver.store.etcd.EtcdStore;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// The yardstick of writes: the bare store with as many bytes.
final class RawWrites {
    private static final int WRITERS = 16;

    private RawWrites() {}

    static double perSecond(Stage stage, long total, int bytes)
            throws IOException, InterruptedException {
        try (Store store = open(stage)) {
            return perSecond(store, total, bytes);
        }
    }

    private static Store open(Stage stage) throws IOException {
        InstantSource clock = InstantSource.system();
        if (stage.store().equals("etcd")) {
            return EtcdStore.open(EtcdSettings.parse(stage.datastore()), clock);
        }
        Path directory = Files.createDirectories(stage.children().home("raw"));
        return SqliteStore.open(SqliteSettings.of(directory.resolve("raw.db")), clock);
    }

    private static double perSecond(Store store, long total, int bytes)
            throws IOException, InterruptedException {
        write(store, "warm", total / 4, bytes);
        long begin = System.nanoTime();
        write(store, "raw", total, bytes);
        return total * 1e9 / (System.nanoTime() - begin);
    }

    private static void write(Store store, String series, long total, int bytes)
            throws IOException, InterruptedException {
        byte[] value = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        AtomicLong next = new AtomicLong();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(
                        threads.submit(
                                () -> {
                                    for (long n = next.getAndIncrement();
                                            n < total;
                                            n = next.getAndIncrement()) {
                                        store.create("/raw/" + series + "/" + n, value);
                                    }
                                }));
            }
            for (Future<?> writer : writers) {
                Load.outcome(writer);
            }
        }
    }
}
