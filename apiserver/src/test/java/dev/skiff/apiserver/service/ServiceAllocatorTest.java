package dev.skiff.apiserver.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAllocatorTest {
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String CLAIMS = "/registry/claims/services/";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void every_service_gets_an_address_of_its_own() {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Answer created = service("s" + i, "");
            addresses.add(created.text("/spec/clusterIP"));
            assertThat(created.text("/spec/clusterIP")).startsWith("10.43.");
            assertThat(created.text("/spec/clusterIPs/0"))
                    .isEqualTo(created.text("/spec/clusterIP"));
        }

        assertThat(addresses).hasSize(20);
    }

    @Test
    void the_api_itself_has_the_first_address() {
        assertThat(server.get(SERVICES + "/kubernetes").text("/spec/clusterIP"))
                .isEqualTo("10.43.0.1");
    }

    @Test
    void an_address_can_be_had_once() {
        Answer first = service("a", "'clusterIP':'10.43.0.10',");
        Answer second = service("b", "'clusterIP':'10.43.0.10',");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.message())
                .isEqualTo(
                        "Service \"b\" is invalid: spec.clusterIPs: Invalid value:"
                                + " [\"10.43.0.10\"]: failed to allocate IP 10.43.0.10: provided IP"
                                + " is already allocated");
    }

    @Test
    void a_deleted_service_gives_its_address_back() {
        service("a", "'clusterIP':'10.43.0.10',");
        server.delete(SERVICES + "/a", "");

        assertThat(service("b", "'clusterIP':'10.43.0.10',").status()).isEqualTo(201);
    }

    @Test
    void a_service_that_was_refused_keeps_no_address() {
        service("a", "'clusterIP':'10.43.0.10',");
        server.delete(SERVICES + "/a", "");
        service("taken", "");
        service("taken", "'clusterIP':'10.43.0.10',");

        assertThat(service("b", "'clusterIP':'10.43.0.10',").status()).isEqualTo(201);
    }

    @Test
    void a_dry_run_keeps_nothing() {
        long before = claims();

        Answer answer =
                server.post(
                        SERVICES + "?dryRun=All",
                        "{'metadata':{'name':'s'},'spec':{'ports':[{'port':80}]}}");

        assertThat(answer.text("/spec/clusterIP")).startsWith("10.43.");
        assertThat(claims()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'clusterIP':'192.0.2.1', | spec.clusterIPs: Invalid value: [\"192.0.2.1\"]: failed to allocate IP 192.0.2.1: the provided network does not match the current range",
            })
    void an_address_outside_the_range_is_refused(String spec, String error) {
        assertThat(service("a", spec).message()).isEqualTo("Service \"a\" is invalid: " + error);
    }

    @Test
    void node_ports_are_given_once_and_stay_with_their_port() {
        Answer created =
                nodePorts(
                        "a",
                        "{'port':80,'protocol':'TCP','name':'t'},{'port':80,'protocol':'UDP','name':'u'}");
        int nodePort = created.body().at("/spec/ports/0/nodePort").asInt();
        Answer asked = nodePorts("b", "{'port':80,'nodePort':%d}".formatted(nodePort));

        assertThat(nodePort).isBetween(30000, 32767);
        assertThat(created.body().at("/spec/ports/1/nodePort").asInt()).isEqualTo(nodePort);
        assertThat(asked.message())
                .isEqualTo(
                        "Service \"b\" is invalid: spec.ports[0].nodePort: Invalid value: %d:"
                                        .formatted(nodePort)
                                + " provided port is already allocated");
    }

    @Test
    void a_node_port_outside_the_range_is_refused() {
        assertThat(nodePorts("a", "{'port':80,'nodePort':80}").message())
                .isEqualTo(
                        "Service \"a\" is invalid: spec.ports[0].nodePort: Invalid value: 80:"
                                + " provided port is not in the valid range. The range of valid"
                                + " ports is 30000-32767");
    }

    @Test
    void what_a_crash_left_behind_is_freed_but_not_at_first_sight() {
        server.store()
                .create(
                        CLAIMS + "ip/10.43.0.10",
                        "default/lost/uid".getBytes(StandardCharsets.UTF_8));
        server.pass(Duration.ofMinutes(3));
        assertThat(service("a", "'clusterIP':'10.43.0.10',").status()).isEqualTo(422);

        server.pass(Duration.ofMinutes(3));

        assertThat(service("a", "'clusterIP':'10.43.0.10',").status()).isEqualTo(201);
    }

    @Test
    void a_claim_that_was_lost_is_made_again() {
        service("a", "'clusterIP':'10.43.0.10',");
        server.store()
                .get(CLAIMS + "ip/10.43.0.10")
                .ifPresent(claim -> server.store().delete(claim.key(), claim.revision()));

        server.pass(Duration.ofMinutes(3));

        assertThat(service("b", "'clusterIP':'10.43.0.10',").status()).isEqualTo(422);
    }

    private Answer service(String name, String spec) {
        return server.post(
                SERVICES,
                "{'metadata':{'name':'%s'},'spec':{%s'ports':[{'port':80}]}}"
                        .formatted(name, spec));
    }

    private Answer nodePorts(String name, String ports) {
        return server.post(
                SERVICES,
                "{'metadata':{'name':'%s'},'spec':{'type':'NodePort','ports':[%s]}}"
                        .formatted(name, ports));
    }

    private long claims() {
        return ((dev.skiff.apiserver.store.RangeResult.Page) server.store().range(CLAIMS, "", 0, 0))
                .entries()
                .size();
    }
}
