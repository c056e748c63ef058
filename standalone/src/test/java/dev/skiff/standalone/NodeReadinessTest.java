package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class NodeReadinessTest {
    private static final Instant START = Instant.parse("2030-01-01T10:00:00.400Z");

    @Test
    void nodes_are_awaited_until_each_has_said_that_it_is_ready() throws InterruptedException {
        assertThat(
                        missing(
                                node("a", "False", "2030-01-01T10:00:00Z"),
                                node("b", "True", "2030-01-01T10:00:01Z"),
                                node("a", "True", "2030-01-01T10:00:02Z")))
                .isEmpty();
    }

    @Test
    void what_a_node_said_before_the_start_does_not_count() throws InterruptedException {
        assertThat(
                        missing(
                                node("a", "True", "2030-01-01T09:59:59Z"),
                                node("b", "True", "2030-01-01T10:00:00Z")))
                .containsExactly("node a: its agent has said nothing");
    }

    @Test
    void a_node_that_is_not_ready_is_named_with_its_own_words() throws InterruptedException {
        assertThat(missing(node("b", "False", "2030-01-01T10:00:01Z")))
                .containsExactly(
                        "node a: its agent has said nothing", "node b: the engine is away");
    }

    private static List<String> missing(ObjectNode... said) throws InterruptedException {
        Queue<WatchEvent> events = new ArrayDeque<>();
        for (ObjectNode node : said) {
            events.add(new WatchEvent.Modified(StoredObject.ofWire(node)));
        }
        return NodeReadiness.await(
                _ -> new ApiResponse.Watch(List.of(), new Said(events), (_, _) -> {}),
                List.of("a", "b"),
                START,
                Duration.ofMinutes(1));
    }

    private static ObjectNode node(String name, String ready, String saidAt) {
        ObjectNode node = Json.object().put("kind", "Node").put("apiVersion", "v1");
        node.putObject("metadata").put("name", name).put("resourceVersion", "1");
        node.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", ready)
                .put("message", "the engine is away")
                .put("lastHeartbeatTime", saidAt);
        return node;
    }

    /// Says what it is given, then ends.
    private record Said(Queue<WatchEvent> events) implements WatchStream {
        @Override
        public Optional<WatchEvent> poll() {
            return Optional.ofNullable(events.poll());
        }

        @Override
        public void onAvailable(Runnable signal) {
            for (int i = 0; i <= events.size(); i++) {
                signal.run();
            }
        }

        @Override
        public boolean isEnded() {
            return events.isEmpty();
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
