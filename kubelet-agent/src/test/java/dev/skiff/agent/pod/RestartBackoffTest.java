package dev.skiff.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void the_first_restart_does_not_wait_and_later_ones_wait_twice_as_long_each_time() {
        List<Long> waits = new ArrayList<>();
        Optional<RestartBackoff> known = Optional.empty();
        Instant now = START;
        for (int end = 0; end < 8; end++) {
            Instant endedAt = now;
            Instant until = RestartBackoff.waitUntil(known, endedAt).orElse(endedAt);
            waits.add(Duration.between(endedAt, until).toSeconds());
            now = until;
            known = Optional.of(RestartBackoff.next(known, endedAt, now));
        }
        assertThat(waits).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void a_container_that_ran_for_more_than_ten_minutes_is_forgiven() {
        Optional<RestartBackoff> known =
                Optional.of(new RestartBackoff(Duration.ofSeconds(300), START));

        assertThat(RestartBackoff.waitUntil(known, START.plusSeconds(601))).isEmpty();
        assertThat(RestartBackoff.waitUntil(known, START.plusSeconds(599)))
                .contains(START.plusSeconds(899));
    }
}
