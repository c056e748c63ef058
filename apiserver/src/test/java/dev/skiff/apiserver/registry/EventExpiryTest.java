package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventExpiryTest {
    private static final String EVENTS = "/api/v1/namespaces/default/events";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void an_event_goes_an_hour_after_it_last_happened() {
        event("once", "2026-01-01T00:00:00Z");
        event("again", "2026-01-01T00:00:00Z");
        server.pass(Duration.ofMinutes(30));
        server.patch(EVENTS + "/again", "{'lastTimestamp':'2026-01-01T00:30:00Z','count':2}");

        server.pass(Duration.ofMinutes(36));

        assertThat(server.get(EVENTS).body().path("items").findValuesAsText("reason"))
                .containsExactly("again");
    }

    @Test
    void an_event_without_times_counts_from_its_creation() {
        server.post(EVENTS, "{'metadata':{'name':'e'},'involvedObject':{'namespace':'default'}}");

        server.pass(Duration.ofMinutes(59));
        assertThat(server.get(EVENTS + "/e").status()).isEqualTo(200);
        server.pass(Duration.ofMinutes(6));
        assertThat(server.get(EVENTS + "/e").status()).isEqualTo(404);
    }

    private void event(String name, String time) {
        server.post(
                EVENTS,
                "{'metadata':{'name':'%s'},'involvedObject':{'namespace':'default'},'reason':'%s','lastTimestamp':'%s'}"
                        .formatted(name, name, time));
    }
}
