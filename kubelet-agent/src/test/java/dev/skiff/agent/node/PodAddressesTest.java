package dev.skiff.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.runtime.PodIdentity;
import org.junit.jupiter.api.Test;

class PodAddressesTest {
    private final PodAddresses addresses = new PodAddresses(AddressRange.of("10.42.3.0/29"));

    @Test
    void the_networks_own_addresses_are_never_given_to_a_pod() {
        for (int host = 2; host <= 6; host++) {
            assertThat(addresses.take(pod("p" + host))).contains("10.42.3." + host);
        }
        assertThat(addresses.take(pod("one-too-many"))).isEmpty();
    }

    @Test
    void a_released_address_is_given_out_last() {
        addresses.take(pod("a"));
        addresses.release(pod("a"));

        assertThat(addresses.take(pod("b"))).contains("10.42.3.3");
    }

    @Test
    void an_address_that_was_found_in_use_is_not_given_out() {
        addresses.adopt(pod("earlier"), "10.42.3.2");

        assertThat(addresses.take(pod("later"))).contains("10.42.3.3");
    }

    private static PodIdentity pod(String name) {
        return new PodIdentity("default", name, "uid-" + name);
    }
}
