package dev.skiff.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HistoryBoundTest {
    private static final HistoryBound.Limit LIMIT =
            new HistoryBound.Limit(Duration.ofMinutes(5), 1_000, 1_000_000);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HistoryBound history = new HistoryBound(LIMIT, 100, () -> now);

    @Test
    void young_and_short_history_is_kept() {
        history.wrote(200, 10);
        now = now.plus(Duration.ofMinutes(4));

        assertThat(history.forgettable()).isZero();
    }

    @Test
    void what_was_found_at_the_start_is_kept_as_long_as_what_is_new() {
        now = now.plus(Duration.ofMinutes(5).plusMillis(1));

        assertThat(history.forgettable()).isEqualTo(100);
    }

    @Test
    void old_history_is_forgotten_up_to_what_was_written_since() {
        now = now.plus(Duration.ofMinutes(3));
        history.wrote(150, 10);
        now = now.plus(Duration.ofMinutes(3));
        history.wrote(180, 10);

        assertThat(history.forgettable()).isEqualTo(100);
        now = now.plus(Duration.ofMinutes(3));
        assertThat(history.forgettable()).isEqualTo(150);
    }

    @Test
    void long_history_is_forgotten_though_young() {
        for (long revision = 101; revision <= 1_500; revision++) {
            history.wrote(revision, 1);
        }

        assertThat(history.forgettable()).isBetween(450L, 500L);
    }

    @Test
    void large_history_is_forgotten_though_young_and_short() {
        for (long revision = 101; revision <= 150; revision++) {
            history.wrote(revision, 100_000);
        }

        assertThat(history.forgettable()).isEqualTo(139);
    }

    @Test
    void an_idle_store_goes_on_after_it_forgot_everything() {
        now = now.plus(Duration.ofHours(1));
        assertThat(history.forgettable()).isEqualTo(100);
        assertThat(history.forgettable()).isZero();

        history.wrote(300, 10);
        now = now.plus(Duration.ofHours(1));
        assertThat(history.forgettable()).isGreaterThanOrEqualTo(100);
    }
}
