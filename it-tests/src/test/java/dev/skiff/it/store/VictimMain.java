package dev.skiff.it.store;

import dev.skiff.apiserver.store.HistoryBound;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.WriteResult;
import dev.skiff.apiserver.store.sqlite.SqliteSettings;
import dev.skiff.apiserver.store.sqlite.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// A process to be killed: writers that write to a store as fast as it goes and print a line for
/// each answer, `put KEY NUMBER REVISION` or `gone KEY REVISION`. At the start they print what they
/// find. Arguments: the file, the number of writers, how many writes each (0: no end), the seed.
final class VictimMain {
    static final long HISTORY = 400;

    private static final int KEYS = 40;
    private static final int LARGEST = 6_000;

    private final Store store;
    private final int writer;
    private final Random random;

    private VictimMain(Store store, int writer, long seed) {
        this.store = store;
        this.writer = writer;
        this.random = new Random(seed + writer);
    }

    public static void main(String[] arguments) throws InterruptedException {
        HistoryBound.Limit history =
                new HistoryBound.Limit(Duration.ofHours(1), HISTORY, Long.MAX_VALUE);
        SqliteSettings settings = SqliteSettings.of(Path.of(arguments[0])).keeping(history);
        int writes = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        try (Store store = SqliteStore.open(settings, InstantSource.system())) {
            Thread[] writers = new Thread[Integer.parseInt(arguments[1])];
            for (int n = 0; n < writers.length; n++) {
                VictimMain victim = new VictimMain(store, n, seed);
                writers[n] = Thread.ofVirtual().start(() -> victim.write(writes));
            }
            for (Thread thread : writers) {
                thread.join();
            }
        }
    }

    /// The content of a key that says which write put it.
    static byte[] value(String key, int number) {
        byte[] value = new byte[new Random(key.hashCode() + number).nextInt(20, LARGEST)];
        Arrays.fill(value, (byte) ('a' + number % 26));
        byte[] head = (key + " " + number + "\n").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, value, 0, Math.min(head.length, value.length));
        return value;
    }

    private void write(int writes) {
        for (int n = 0; n < KEYS; n++) {
            String key = key(n);
            Optional<StoreEntry> found = store.get(key);
            tell(
                    found.map(entry -> put(key, number(entry), entry.revision()))
                            .orElseGet(() -> "gone " + key + " " + store.revision()));
        }
        for (int number = 1; writes == 0 || number <= writes; number++) {
            tell(change(key(random.nextInt(KEYS)), number));
        }
    }

    private String change(String key, int number) {
        Optional<StoreEntry> found = store.get(key);
        if (found.isEmpty()) {
            return put(key, number, revision(store.create(key, value(key, number))));
        }
        long expected = found.get().revision();
        return random.nextInt(4) == 0
                ? "gone " + key + " " + revision(store.delete(key, expected))
                : put(key, number, revision(store.update(key, value(key, number), expected)));
    }

    private String key(int n) {
        return "/victim/%d-%02d".formatted(writer, n);
    }

    private static String put(String key, int number, long revision) {
        return "put " + key + " " + number + " " + revision;
    }

    private static int number(StoreEntry entry) {
        String head =
                new String(entry.value(), StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        return Integer.parseInt(head.substring(head.indexOf(' ') + 1));
    }

    private static long revision(WriteResult result) {
        if (result instanceof WriteResult.Written(var revision)) {
            return revision;
        }
        throw new IllegalStateException("nobody else writes this key: " + result);
    }

    private static void tell(String line) {
        synchronized (VictimMain.class) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
