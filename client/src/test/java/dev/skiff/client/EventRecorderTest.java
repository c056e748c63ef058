package dev.skiff.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.testkit.VirtualTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private static final Pod POD =
            new PodBuilder()
                    .withNewMetadata()
                    .withNamespace("d")
                    .withName("p")
                    .withUid("u")
                    .withResourceVersion("5")
                    .endMetadata()
                    .build();

    private final VirtualTime time = VirtualTime.atNewYear();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final EventRecorder recorder =
            new EventRecorder(
                    new ApiClient(transport, "agent"),
                    new EventRecorder.Source("agent", "n1"),
                    time,
                    new SplittableRandom(1));

    @Test
    void an_event_is_created_in_upstreams_form() {
        recorder.normal(POD, "Started", "Started it");
        stepWith(1);

        ApiRequest call = transport.calls.getFirst();
        assertThat(call.path()).isEqualTo("/api/v1/namespaces/d/events");
        JsonNode event = body(call);
        assertThat(event.path("metadata").path("name").asText()).matches("p\\.[0-9a-f]{16}");
        assertThat(event.path("involvedObject").toString())
                .isEqualTo(
                        """
                        {"apiVersion":"v1","kind":"Pod","name":"p","namespace":"d",\
                        "resourceVersion":"5","uid":"u"}""");
        assertThat(event.path("source").toString())
                .isEqualTo("{\"component\":\"agent\",\"host\":\"n1\"}");
        assertThat(event.path("count").asInt()).isEqualTo(1);
        assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.path("reportingComponent").asText()).isEqualTo("agent");
        assertThat(event.path("type").asText()).isEqualTo("Normal");
    }

    @Test
    void the_same_event_again_is_counted() {
        recorder.warning(POD, "BackOff", "again");
        stepWith(1);
        time.advance(Duration.ofSeconds(10));
        recorder.warning(POD, "BackOff", "again");
        stepWith(1);

        ApiRequest patch = transport.calls.getLast();
        assertThat(patch.method()).isEqualTo("PATCH");
        assertThat(body(patch).toString())
                .isEqualTo(
                        """
                        {"count":2,"lastTimestamp":"2026-01-01T00:00:10Z","message":"again"}""");
    }

    @Test
    void a_counted_event_that_has_expired_is_created_anew_with_its_count() {
        recorder.warning(POD, "BackOff", "again");
        stepWith(1);
        recorder.warning(POD, "BackOff", "again");
        transport.thenStatus(404, "NotFound");
        stepWith(1);

        assertThat(transport.calls.getLast().method()).isEqualTo("POST");
        assertThat(body(transport.calls.getLast()).path("count").asInt()).isEqualTo(2);
    }

    @Test
    void many_messages_about_the_same_thing_become_one() {
        for (int i = 0; i < 12; i++) {
            recorder.warning(POD, "Failed", "message " + i);
        }
        stepWith(12);

        assertThat(body(transport.calls.get(9)).path("message").asText()).isEqualTo("message 9");
        assertThat(body(transport.calls.get(10)).path("message").asText())
                .isEqualTo("(combined from similar events): message 10");
        assertThat(transport.calls.get(11).method()).isEqualTo("PATCH");
    }

    @Test
    void an_object_gets_a_burst_of_25_and_then_one_in_five_minutes() {
        for (int i = 0; i < 40; i++) {
            recorder.normal(POD, "Reason" + i, "message");
        }
        stepWith(25);
        assertThat(recorder.step()).isFalse();
        assertThat(transport.calls).hasSize(25);

        time.advance(Duration.ofMinutes(5));
        recorder.normal(POD, "Later", "message");
        recorder.normal(POD, "TooMuch", "message");
        stepWith(1);

        assertThat(recorder.step()).isFalse();
    }

    @Test
    void an_unreachable_server_is_tried_again_under_the_same_name() {
        recorder.normal(POD, "Started", "Started it");
        transport.thenUnreachable();
        recorder.step();
        assertThat(recorder.step()).isFalse();
        time.advanceTo(recorder.nextDue());
        transport.thenStatus(409, "AlreadyExists");
        recorder.step();

        assertThat(body(transport.calls.get(0))).isEqualTo(body(transport.calls.get(1)));
        assertThat(recorder.nextDue()).isAfter(time.instant().plusSeconds(1000));
    }

    @Test
    void an_event_is_lost_after_twelve_attempts() {
        recorder.normal(POD, "Started", "Started it");
        for (int i = 0; i < 12; i++) {
            transport.thenUnreachable();
            time.advanceTo(recorder.nextDue());
            recorder.step();
        }
        time.advance(Duration.ofMinutes(1));

        assertThat(recorder.step()).isFalse();
    }

    /// Steps `times`, every call answered by an echo.
    private void stepWith(int times) {
        for (int i = 0; i < times; i++) {
            transport.then(
                    ApiResponse.json(
                            201,
                            "{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"metadata\":{}}"
                                    .getBytes(StandardCharsets.UTF_8)));
            assertThat(recorder.step()).isTrue();
        }
    }

    private static JsonNode body(ApiRequest call) {
        return Json.readOwn(call.body());
    }

    @Test
    void events_of_one_moment_sort_by_name_as_they_happened() {
        List<String> reasons = List.of("Pulled", "Created", "Started", "Killing", "Failed");
        reasons.forEach(reason -> recorder.normal(POD, reason, "m"));
        stepWith(reasons.size());

        List<String> names =
                transport.calls.stream()
                        .map(call -> body(call).path("metadata").path("name").asText())
                        .toList();
        assertThat(names).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void the_queue_is_bounded() {
        List<String> reasons = new java.util.ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            reasons.add("R" + i);
        }
        reasons.forEach(reason -> recorder.normal(POD, reason, "m"));
        stepWith(25);

        assertThat(recorder.step()).isFalse();
    }
}
