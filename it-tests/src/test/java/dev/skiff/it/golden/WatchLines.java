package dev.skiff.it.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The lines of an answer that goes on, read by a thread of its own until it ends or is closed.
final class WatchLines implements AutoCloseable {
    private static final int CAPACITY = 1000;

    private final InputStream stream;
    private final List<String> lines = new ArrayList<>();
    private final BlockingQueue<Optional<String>> arriving = new LinkedBlockingQueue<>(CAPACITY);
    private boolean ended;

    WatchLines(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().name("watch lines").start(this::read);
    }

    private void read() {
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.isBlank()).map(Optional::of).forEach(arriving::add);
        } catch (IOException | RuntimeException _) {
            // Closed by us: what came before is all there is.
            arriving.clear();
        }
        arriving.add(Optional.empty());
    }

    /// Waits until so many lines have come in all, the stream has ended, or the time is over.
    void await(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (lines.size() < count && !ended) {
            Optional<String> line =
                    arriving.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                return;
            }
            line.ifPresentOrElse(lines::add, () -> ended = true);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
