package dev.skiff.bench.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/// Many connections that each send one call after the other.
final class Load {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private Load() {}

    /// Sends the `number`th call of a run over a connection.
    @FunctionalInterface
    interface Call {
        /// @return the bytes of the answer's body
        long send(WireConnection connection, long number) throws IOException;
    }

    /// @param nanos from the first call to the end of the last
    /// @param serverSeconds of CPU time that the server's process took meanwhile
    record Outcome(long calls, long bytes, long nanos, double serverSeconds, Histogram latencies) {
        double perSecond() {
            return calls * 1e9 / nanos;
        }

        double megabytesPerSecond() {
            return bytes * 1e3 / nanos;
        }

        /// Of the server's CPU time for each call.
        double serverMillis() {
            return 1e3 * serverSeconds / calls;
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /// `total` calls over `connections` connections as fast as they go.
    static Outcome asFastAsItGoes(Server server, int connections, long total, Call call)
            throws IOException, InterruptedException {
        return run(server, connections, total, _ -> {}, call);
    }

    private static Outcome run(
            Server server, int connections, long total, LongConsumer pace, Call call)
            throws IOException, InterruptedException {
        AtomicLong next = new AtomicLong();
        List<Histogram> latencies = new ArrayList<>();
        List<Future<Long>> workers = new ArrayList<>();
        long bytes = 0;
        double cpuBefore = server.cpuSeconds();
        long begin;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<WireConnection> open = server.connect(connections);
            begin = System.nanoTime();
            for (WireConnection connection : open) {
                Histogram own = histogram();
                latencies.add(own);
                workers.add(
                        threads.submit(
                                () -> work(connection, next, total, new Paced(pace, call), own)));
            }
            for (Future<Long> worker : workers) {
                bytes += outcome(worker);
            }
        }
        long nanos = System.nanoTime() - begin;
        Histogram all = histogram();
        latencies.forEach(all::add);
        return new Outcome(total, bytes, nanos, server.cpuSeconds() - cpuBefore, all);
    }

    /// `total` calls, of which `perSecond` are sent each second whether or not the others have been
    /// answered, as far as the connections reach.
    static Outcome paced(Server server, int connections, long total, int perSecond, Call call)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        return run(
                server,
                connections,
                total,
                number -> awaitTime(begin + number * 1_000_000_000L / perSecond),
                call);
    }

    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// @param pace returns when a call is due
    private record Paced(LongConsumer pace, Call call) {}

    private static long work(
            WireConnection connection,
            AtomicLong next,
            long total,
            Paced paced,
            Histogram latencies)
            throws IOException {
        long bytes = 0;
        try (connection) {
            for (long i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
                paced.pace().accept(i);
                long begin = System.nanoTime();
                bytes += paced.call().send(connection, i);
                latencies.recordValue(System.nanoTime() - begin);
            }
        }
        return bytes;
    }

    static <T> T outcome(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("a worker failed", e.getCause());
        }
    }
}
