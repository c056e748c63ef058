package dev.skiff.agent.runtime.fake;

import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.api.request.ByteStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A fake container's output. Following waits for the engine's monitor.
final class FakeLogStream implements ByteStream {
    private final FakeEngine engine;
    private final FakeContainer container;
    private final boolean follow;
    private int position;
    private boolean closed;

    FakeLogStream(FakeEngine engine, FakeContainer container, LogOptions options) {
        this.engine = engine;
        this.container = container;
        follow = options.follow();
        synchronized (engine) {
            position =
                    options.tailLines().isPresent()
                            ? startOfLast(options.tailLines().getAsLong())
                            : 0;
        }
    }

    private int startOfLast(long lines) {
        int at = container.output().length();
        for (long left = lines; left > 0 && at > 0; left--) {
            at = container.output().lastIndexOf("\n", at - 2) + 1;
        }
        return at;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        String next = await();
        while (!next.isEmpty()) {
            out.write(next.getBytes(StandardCharsets.UTF_8));
            out.flush();
            next = await();
        }
    }

    /// What came since the last call; empty at the end.
    private String await() throws InterruptedIOException {
        synchronized (engine) {
            while (follow && !closed && isDrained() && container.state().isRunning()) {
                try {
                    engine.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("waiting for output was interrupted");
                }
            }
            String next = closed ? "" : container.output().substring(position);
            position += next.length();
            return next;
        }
    }

    private boolean isDrained() {
        return position == container.output().length();
    }

    @Override
    public void close() {
        synchronized (engine) {
            closed = true;
            engine.notifyAll();
        }
    }
}
