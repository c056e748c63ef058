package dev.skiff.agent.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.RuntimeListener;
import dev.skiff.api.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to the engine's events on a thread of its own, and connects again whenever the stream
/// breaks. After every connection the listener hears that events may have been missed.
final class EngineEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineEvents.class);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final EngineClient engine;
    private final Owner owner;
    private final RuntimeListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable EngineResponse stream;

    private EngineEvents(EngineClient engine, Owner owner, RuntimeListener listener) {
        this.engine = engine;
        this.owner = owner;
        this.listener = listener;
    }

    static EngineEvents listen(EngineClient engine, Owner owner, RuntimeListener listener) {
        EngineEvents events = new EngineEvents(engine, owner, listener);
        Thread.ofVirtual().name("engine-events-" + owner.node()).start(events::run);
        return events;
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isClosed()) {
            pause = listenOnce() ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            awaitClose(pause + ThreadLocalRandom.current().nextLong(pause));
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void awaitClose(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("no longer listening to the engine");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /// Whether a connection came about.
    private boolean listenOnce() {
        boolean connected = false;
        try (EngineResponse response = connect()) {
            stream = response;
            connected = true;
            listener.missedEvents();
            var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            String line = isClosed() ? null : lines.readLine();
            while (line != null) {
                tell(Json.mapper().readTree(line));
                line = isClosed() ? null : lines.readLine();
            }
        } catch (IOException | EngineUnavailableException e) {
            if (!isClosed()) {
                LOG.warn("listening to the engine broke off, connecting again: {}", e.toString());
            }
        }
        return connected;
    }

    /// The engine begins to gather events a little after it has answered, so what came in between
    /// is asked for as well.
    private EngineResponse connect() {
        String filters =
                """
                {"type":["container"],"event":["start","die","destroy"],"label":["%s=%s","%s=%s"]}\
                """
                        .formatted(
                                RuntimeLabels.CLUSTER,
                                owner.cluster(),
                                RuntimeLabels.NODE,
                                owner.node());
        long since = Instant.now().minusSeconds(1).getEpochSecond();
        EngineResponse response =
                engine.open(
                        Request.builder().method(Request.Method.GET),
                        "/events?since="
                                + since
                                + "&filters="
                                + URLEncoder.encode(filters, StandardCharsets.UTF_8),
                        CONNECT_DEADLINE);
        if (response.status() != 200) {
            response.close();
            throw new EngineUnavailableException(
                    "engine answered " + response.status() + " when asked for its events");
        }
        return response;
    }

    private void tell(JsonNode event) {
        JsonNode actor = event.path("Actor");
        JsonNode labels = actor.path("Attributes");
        PodIdentity pod =
                new PodIdentity(
                        labels.path(RuntimeLabels.POD_NAMESPACE).asText(),
                        labels.path(RuntimeLabels.POD_NAME).asText(),
                        labels.path(RuntimeLabels.POD_UID).asText());
        listener.changed(pod, actor.path("ID").asText());
    }

    @Override
    public void close() {
        closed.countDown();
        EngineResponse open = stream;
        if (open != null) {
            open.close();
        }
    }
}
