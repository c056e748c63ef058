package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// ServiceCIDRs and IPAddresses as clients meet them.
class ServiceRangesTest {
    private static final String NETWORKING = "/apis/networking.k8s.io/v1/";
    private static final String RANGES = NETWORKING + "servicecidrs";
    private static final String ADDRESSES = NETWORKING + "ipaddresses";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void the_range_of_the_server_is_there_and_ready() {
        Answer range = server.get(RANGES + "/kubernetes");

        assertThat(range.body().at("/spec/cidrs")).hasToString("[\"10.43.0.0/16\"]");
        assertThat(range.body().at("/status/conditions"))
                .hasToString(
                        "[{\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"\",\"message\":\"Kubernetes default Service CIDR is ready\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]");
    }

    @Test
    void the_addresses_of_services_are_shown_while_they_have_them() {
        String services = "/api/v1/namespaces/default/services";
        server.post(
                services,
                "{'metadata':{'name':'s'},'spec':{'clusterIP':'10.43.7.7','ports':[{'port':80}]}}");
        server.post(services, "{'metadata':{'name':'h'},'spec':{'clusterIP':'None'}}");
        server.pass(Duration.ofSeconds(1));
        Answer address = server.get(ADDRESSES + "/10.43.7.7");

        server.delete(services + "/s", "");
        server.pass(Duration.ofSeconds(1));
        server.pass(Duration.ofSeconds(1));

        assertThat(address.body().at("/spec/parentRef"))
                .hasToString(
                        "{\"resource\":\"services\",\"namespace\":\"default\",\"name\":\"s\"}");
        assertThat(address.text("/metadata/labels/ipaddress.kubernetes.io~1ip-family"))
                .isEqualTo("IPv4");
        assertThat(server.get(ADDRESSES).body().path("items").findValuesAsText("name"))
                .containsExactly("10.43.0.1", "kubernetes");
    }

    @Test
    void an_address_that_somebody_else_made_is_left_alone() {
        server.post(
                ADDRESSES,
                "{'metadata':{'name':'10.43.9.9'},'spec':{'parentRef':{'resource':'services','name':'s'}}}");

        server.pass(Duration.ofSeconds(1));
        server.pass(Duration.ofSeconds(1));

        assertThat(server.get(ADDRESSES + "/10.43.9.9").status()).isEqualTo(200);
    }

    @Test
    void a_second_family_may_be_added_to_a_range() {
        server.post(RANGES, "{'metadata':{'name':'x'},'spec':{'cidrs':['10.0.0.0/24']}}");

        Answer changed =
                server.patch(RANGES + "/x", "{'spec':{'cidrs':['10.0.0.0/24','2001:db8::/64']}}");

        assertThat(changed.status()).as(changed.message()).isEqualTo(200);
    }

    @Test
    void who_has_an_address_never_changes() {
        String address =
                "{'metadata':{'name':'10.43.9.9'},'spec':{'parentRef':{'resource':'services','namespace':'default','name':'s'}}}";
        Answer created = server.post(ADDRESSES, address);
        assertThat(created.status()).as(created.message()).isEqualTo(201);

        Answer changed =
                server.patch(ADDRESSES + "/10.43.9.9", "{'spec':{'parentRef':{'name':'t'}}}");

        assertThat(changed.message())
                .isEqualTo(
                        "IPAddress.networking.k8s.io \"10.43.9.9\" is invalid: spec.parentRef: Invalid value: {\"Group\":\"\",\"Resource\":\"services\",\"Namespace\":\"default\",\"Name\":\"t\"}: field is immutable");
    }
}
