package dev.skiff.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT-1S, 0s",
        "PT-2S, <invalid>",
        "PT119.9S, 119s",
        "PT120S, 2m",
        "PT9M59S, 9m59s",
        "PT10M, 10m",
        "PT179M59S, 179m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT8H, 8h",
        "PT47H59M, 47h",
        "P2D, 2d",
        "P7DT23H, 7d23h",
        "P8D, 8d",
        "P729D, 729d",
        "P730D, 2y",
        "P1100D, 3y5d",
        "P2920D, 8y",
    })
    void ages_get_coarser_with_time(Duration age, String text) {
        assertThat(Age.text(age)).isEqualTo(text);
    }
}
