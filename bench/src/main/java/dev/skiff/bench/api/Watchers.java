package dev.skiff.bench.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/// Clients that watch a series of pods, and know when each was sent.
final class Watchers implements AutoCloseable {
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLongArray sent;

    /// @param events how many pods will be sent
    Watchers(Server server, int count, String target, String series, int events)
            throws IOException {
        sent = new AtomicLongArray(events);
        for (int i = 0; i < count; i++) {
            Watcher watcher = new Watcher(server.connect(), series, sent);
            watchers.add(watcher);
            byte[] request = server.get(target);
            running.add(threads.submit(() -> watcher.follow(request)));
        }
    }

    /// To be called just before it is sent.
    void sending(long number) {
        sent.set((int) number, System.nanoTime());
    }

    long seen() {
        return watchers.stream().mapToLong(watcher -> watcher.seen).sum();
    }

    long bytes() {
        return watchers.stream().mapToLong(watcher -> watcher.bytes).sum();
    }

    /// How many of the watches have ended.
    long cutOff() {
        return running.stream().filter(Future::isDone).count();
    }

    /// From sending a pod to seeing it, over all watchers. Only when all is seen.
    Histogram latencies() {
        Histogram all = Load.histogram();
        watchers.forEach(watcher -> all.add(watcher.latencies));
        return all;
    }

    @Override
    public void close() throws IOException {
        for (Watcher watcher : watchers) {
            watcher.connection.close();
        }
        threads.close();
    }

    private static final class Watcher implements WireConnection.Sink {
        private final WireConnection connection;
        private final byte[] name;
        private final AtomicLongArray sent;
        private final Histogram latencies = Load.histogram();
        private volatile long seen;
        private volatile long bytes;

        /// How much of the name has been recognised in this line; -1: it has been read.
        private int matched;

        private long number;
        private boolean inNumber;

        Watcher(WireConnection connection, String series, AtomicLongArray sent) {
            this.connection = connection;
            this.name =
                    ("\"name\":\"" + series + "-")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            this.sent = sent;
        }

        Void follow(byte[] request) throws IOException {
            try (connection) {
                connection.exchange(request, 200, this);
            }
            return null;
        }

        @Override
        public void accept(byte[] piece, int from, int length) {
            long now = System.nanoTime();
            bytes += length;
            for (int i = from; i < from + length; i++) {
                byte b = piece[i];
                if (inNumber) {
                    readDigit(b, now);
                } else if (b == '\n') {
                    matched = 0;
                } else if (matched >= 0) {
                    match(b);
                }
            }
        }

        private void match(byte b) {
            matched = b == name[matched] ? matched + 1 : b == name[0] ? 1 : 0;
            if (matched == name.length) {
                matched = -1;
                inNumber = true;
                number = 0;
            }
        }

        private void readDigit(byte b, long now) {
            if (b >= '0' && b <= '9') {
                number = number * 10 + b - '0';
                return;
            }
            inNumber = false;
            seen++;
            latencies.recordValue(Math.max(0, now - sent.get((int) number)));
        }
    }
}
