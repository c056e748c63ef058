package dev.skiff.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.client.OutsideWorldException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watch over HTTP: a virtual thread reads frames into a bounded queue, and stops reading while
/// the queue is full, so the server feels a slow reader. A watch that breaks just ends; its reader
/// opens another.
final class HttpWatchStream implements WatchStream {
    private static final Logger LOG = LoggerFactory.getLogger(HttpWatchStream.class);
    private static final int QUEUED_EVENTS = 1000;

    private final String name;
    private final InputStream body;
    private final Consumer<HttpWatchStream> onEnd;
    private final BlockingQueue<WatchEvent> events = new ArrayBlockingQueue<>(QUEUED_EVENTS);
    private final Thread reader;
    private volatile Runnable signal = () -> {};
    private volatile boolean complete;
    private volatile boolean closed;
    private volatile long heardNanos = System.nanoTime();

    /// @param onEnd runs once, when nothing is read any more
    HttpWatchStream(String name, InputStream body, Consumer<HttpWatchStream> onEnd) {
        this.name = name;
        this.body = body;
        this.onEnd = onEnd;
        this.reader = Thread.ofVirtual().name("watch " + name).unstarted(this::read);
    }

    void start() {
        reader.start();
    }

    private void read() {
        try (body;
                MappingIterator<JsonNode> frames =
                        Json.mapper().readerFor(JsonNode.class).readValues(body)) {
            while (!closed && frames.hasNextValue()) {
                WatchEvent event = WatchFrame.decode(frames.nextValue());
                heardNanos = System.nanoTime();
                events.put(event);
                signal.run();
            }
        } catch (IOException | OutsideWorldException e) {
            if (!closed) {
                LOG.info("watch {} broke off: {}", name, e.toString());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            complete = true;
            signal.run();
            onEnd.accept(this);
        }
    }

    /// A peer that vanished says nothing, not even that it is gone.
    void closeIfSilentFor(Duration patience) {
        if (events.isEmpty() && System.nanoTime() - heardNanos > patience.toNanos()) {
            LOG.info("watch {} was silent for {} and is given up", name, patience);
            close();
        }
    }

    @Override
    public Optional<WatchEvent> poll() {
        return Optional.ofNullable(events.poll());
    }

    @Override
    public void onAvailable(Runnable callback) {
        signal = callback;
        callback.run();
    }

    @Override
    public boolean isEnded() {
        return complete && events.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("closing watch {}: {}", name, e.toString());
        }
    }
}
