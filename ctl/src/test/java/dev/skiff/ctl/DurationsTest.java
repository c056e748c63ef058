package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "125, 2m5s",
        "600, 10m",
        "7200, 120m",
        "10800, 3h",
        "11100, 3h5m",
        "172800, 2d",
        "180000, 2d2h",
        "864000, 10d"
    })
    void ages_are_told_as_kubectl_tells_them(long seconds, String expected) {
        assertThat(Durations.age(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "90s, 90", "1h30m, 5400", "1500ms, 1"})
    void durations_are_read_as_go_reads_them(String text, long seconds) {
        assertThat(Durations.parse(text).toSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "1d", "s"})
    void other_durations_are_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .hasMessageContaining("for example 90s or 1h30m");
    }
}
