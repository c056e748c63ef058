package dev.skiff.api.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1024Mi, 1Gi",
        "1000M, 1G",
        "1.5Gi, 1536Mi",
        "1e9, 1e9",
        "0.5Ti, 512Gi",
        "1000000, 1M",
        "1024, 1024",
        "12345678901, 12345678901",
        "1E, 1E",
        "5000, 5k",
        "100m, 100m",
        "1500m, 1500m",
        "0001Gi, 0001Gi",
        "+1Gi, +1Gi",
        "1.0Gi, 1Gi",
        "1000m, 1",
        "0.5, 500m",
        "1.5, 1500m",
        "1.500, 1.500",
        "0.1, 100m",
        "0, 0",
        "-1, -1",
        "0.0001m, 100n",
        "0.1n, 1n",
        "0.5Ki, 512",
        "1023Mi, 1023Mi",
        "9223372036854775808, 9223372036854775807",
        "1e3, 1e3",
        "1500e-3, 1500e-3",
        "100Ki, 100Ki",
        ".5, 500m",
        "5., 5.",
    })
    void a_quantity_is_written_back_in_canonical_form(String given, String written) {
        assertThat(Quantity.of(given)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "'', format",
        "abc, format",
        "1.1.1, format",
        "1 , format",
        "' 1', format",
        "1Mi1x, format",
        "1kk, suffix",
        "1i, suffix",
        "1mi, suffix",
        "1e, suffix",
        "true, format",
    })
    void a_malformed_quantity_is_refused_in_upstream_words(String given, String kind) {
        String message =
                kind.equals("suffix")
                        ? "unable to parse quantity's suffix"
                        : "quantities must match the regular expression"
                                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        String text = given.equals("1") ? "1 " : given;
        assertThat(Quantity.read(text)).isEqualTo(new QuantityText.Malformed(message));
    }

    @ParameterizedTest
    @CsvSource({
        "100m, 1, 100",
        "1, 1, 1000",
        "1.0001, 2, 1001",
        "-1.5, -2, -1500",
        "1Ki, 1024, 1024000"
    })
    void whole_numbers_are_rounded_away_from_zero(String given, long units, long millis) {
        Quantity quantity = Quantity.of(given);
        assertThat(quantity.units()).isEqualTo(units);
        assertThat(quantity.millis()).isEqualTo(millis);
    }

    @Test
    void sums_keep_the_family_of_the_first() {
        assertThat(Quantity.of("1Gi").plus(Quantity.of("24M"))).hasToString("1097741824");
        assertThat(Quantity.ZERO.plus(Quantity.of("1Gi"))).hasToString("1Gi");
        assertThat(Quantity.of("1").minus(Quantity.of("250m"))).hasToString("750m");
    }

    @Test
    void order_is_that_of_amounts() {
        assertThat(Quantity.of("1Gi")).isGreaterThan(Quantity.of("1G"));
        assertThat(Quantity.of("1000m")).isEqualByComparingTo(Quantity.of("1"));
    }
}
