package dev.skiff.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.42.0.0/16, 10.42.7.0/24, true",
        "10.42.7.0/24, 10.42.0.0/16, true",
        "10.42.0.0/16, 10.43.0.0/16, false",
        "10.42.0.0/24, 10.42.1.0/24, false",
        "0.0.0.0/0, 10.42.0.0/16, true",
    })
    void ranges_overlap_where_they_share_an_address(String one, String other, boolean expected) {
        assertThat(AddressRange.of(one).overlaps(AddressRange.of(other))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10.42.0.0/16",
        "10.0.0.0/12, 10.42.0.0/16",
        "10.42.0.0/24, 10.44.0.0/16",
        "10.42.0.0/16 10.44.3.0/24, 10.46.0.0/16",
    })
    void the_first_range_clear_of_what_is_used_is_chosen(String used, String expected) {
        List<AddressRange> taken =
                Arrays.stream(used.split(" "))
                        .filter(text -> !text.isEmpty())
                        .map(AddressRange::of)
                        .toList();

        assertThat(AddressRange.of("10.42.0.0/16").firstClearOf(taken))
                .contains(AddressRange.of(expected));
    }

    @Test
    void no_range_is_chosen_when_all_addresses_are_used() {
        assertThat(
                        AddressRange.of("10.42.0.0/16")
                                .firstClearOf(List.of(AddressRange.of("0.0.0.0/0"))))
                .isEmpty();
    }

    @Test
    void parts_and_addresses_are_counted_from_the_start() {
        AddressRange range = AddressRange.of("10.42.9.9/16");

        assertThat(range).hasToString("10.42.0.0/16");
        assertThat(range.part(3, 24)).hasToString("10.42.3.0/24");
        assertThat(range.address(258)).isEqualTo("10.42.1.2");
        assertThatThrownBy(() -> range.part(256, 24))
                .hasMessage("10.42.0.0/16 has no part 256 of size /24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.42.0.0", "10.42.0/16", "10.42.0.256/16", "10.42.0.0/33"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> AddressRange.of(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
