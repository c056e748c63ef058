package dev.skiff.it.faults;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// Write to a few keys that they share, each until it is stopped or a call of it ends in doubt.
final class Writers {
    static final int KEYS = 12;

    private final Journal journal;
    private final String prefix;
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;
    private volatile boolean stopped;

    private Writers(Journal journal, String prefix, List<ConfigMaps> connections, long seed) {
        this.journal = journal;
        this.prefix = prefix;
        this.threads =
                IntStream.range(0, connections.size())
                        .mapToObj(
                                writer ->
                                        Thread.ofVirtual()
                                                .name("writer-" + writer)
                                                .start(
                                                        () ->
                                                                write(
                                                                        writer,
                                                                        connections.get(writer),
                                                                        new Random(
                                                                                seed * 31
                                                                                        + writer))))
                        .toList();
    }

    /// @param prefix of the ids they write, used once
    /// @param connections one for each writer
    static Writers start(Journal journal, String prefix, List<ConfigMaps> connections, long seed) {
        return new Writers(journal, prefix, connections, seed);
    }

    static String key(int number) {
        return "key-" + number;
    }

    /// Whether none of them goes on.
    boolean areDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /// Lets each end its call and stop.
    void stop() {
        stopped = true;
        awaitEnd();
    }

    /// Waits until each has stopped by itself.
    void awaitEnd() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while writers write", e);
            }
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private void write(int writer, ConfigMaps maps, Random random) {
        try {
            boolean isClear = true;
            for (int n = 0; isClear && !stopped; n++) {
                isClear = step(maps, random, prefix + "-" + writer + "-" + n);
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /// Reads a key and changes it, while others do the same. Returns whether it is clear how it
    /// ended.
    private boolean step(ConfigMaps maps, Random random, String id) {
        String key = key(random.nextInt(KEYS));
        Operation.Call.Read read = new Operation.Call.Read(key);
        return switch (journal.record(read, () -> maps.send(read))) {
            case Operation.Outcome.Found(var version) -> {
                Operation.Call change = change(key, id, version, random);
                yield !(journal.record(change, () -> maps.send(change))
                        instanceof Operation.Outcome.Unknown);
            }
            case Operation.Outcome.Refused _ -> true;
            case Operation.Outcome.Unknown _ -> false;
            case Operation.Outcome.Written _, Operation.Outcome.Deleted _ ->
                    throw new IllegalStateException(read + " wrote");
        };
    }

    private static Operation.Call change(
            String key, String id, Optional<Version> found, Random random) {
        int die = random.nextInt(10);
        if (found.isEmpty() || die == 0) {
            return new Operation.Call.Create(key, id);
        }
        long revision = found.get().revision();
        return die < 5
                ? new Operation.Call.Update(key, id, revision)
                : die < 8
                        ? new Operation.Call.Patch(key, id)
                        : new Operation.Call.Delete(key, revision);
    }
}
