package dev.skiff.apiserver.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @Test
    void the_network_and_the_broadcast_address_are_not_given_away() {
        AddressRange range = new AddressRange("192.168.1.8/29");

        assertThat(range.size()).isEqualTo(6);
        assertThat(range.address(0)).isEqualTo("192.168.1.9");
        assertThat(range.address(5)).isEqualTo("192.168.1.14");
    }

    @ParameterizedTest
    @CsvSource({
        "10.43.0.0, false",
        "10.43.0.1, true",
        "10.43.255.254, true",
        "10.43.255.255, false",
        "10.44.0.1, false",
        "10.43.0, false",
        "10.43.0.256, false",
        "'', false",
    })
    void addresses_are_inside_or_not(String ip, boolean isInside) {
        assertThat(new AddressRange("10.43.0.0/16").contains(ip)).isEqualTo(isInside);
    }

    @Test
    void addresses_above_the_middle_of_the_space_count_too() {
        assertThat(new AddressRange("203.0.113.0/24").address(253)).isEqualTo("203.0.113.254");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.43.0.0", "10.43.0.0/31", "10.43.0.0/7", "a/16", "fd00::/64"})
    void what_is_no_range_is_refused(String cidr) {
        assertThatThrownBy(() -> new AddressRange(cidr))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cidr);
    }
}
