package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What single kinds make of what they are given.
class KindRulesTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String SERVICES = "/api/v1/namespaces/default/services";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'terminationGracePeriodSeconds':-5 | /spec/terminationGracePeriodSeconds | 1",
                "'terminationGracePeriodSeconds':0 | /spec/terminationGracePeriodSeconds | 0",
                "'schedulingGates':[{'name':'a/b'}] | /status/conditions/0/lastTransitionTime | 2026-01-01T00:00:00Z",
                "'hostNetwork':true | /spec/enableServiceLinks | true",
            })
    void a_new_pod_is_completed(String spec, String place, String expected) {
        Answer created = pod(spec);

        assertThat(created.warnings()).isEmpty();
        assertThat(created.text(place)).isEqualTo(expected);
    }

    @Test
    void the_first_address_of_a_pod_is_in_both_of_its_places() {
        pod("'nodeName':'n'");

        Answer older = server.patch(PODS + "/p/status", "{'status':{'podIP':'10.0.0.1'}}");
        Answer newer =
                server.patch(
                        PODS + "/p/status",
                        "{'status':{'podIP':'10.0.0.2','podIPs':[{'ip':'10.0.0.2'}]}}");

        assertThat(older.body().at("/status/podIPs")).hasToString("[{\"ip\":\"10.0.0.1\"}]");
        assertThat(newer.body().at("/status/podIPs")).hasToString("[{\"ip\":\"10.0.0.2\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'clusterIP':'abc' | spec.clusterIPs[0]: Invalid value: \"abc\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                "'ipFamilies':['IPv5'] | spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"",
                "'ipFamilies':['IPv6'] | spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster",
            })
    void each_error_of_a_service_is_told_once(String spec, String error) {
        Answer answer = service(spec);

        assertThat(answer.message()).isEqualTo("Service \"s\" is invalid: " + error);
        assertThat(answer.body().at("/details/causes")).hasSize(1);
    }

    @Test
    void a_service_that_becomes_a_name_loses_what_is_of_addresses() {
        service("'type':'NodePort'");

        Answer changed =
                server.patch(
                        SERVICES + "/s",
                        "{'spec':{'type':'ExternalName','externalName':'a.example','clusterIP':'','clusterIPs':[]}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("spec").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("ports", "sessionAffinity", "type", "externalName");
    }

    @Test
    void only_a_load_balancer_has_addresses_of_its_own() {
        service("'type':'ClusterIP'");

        Answer answer =
                server.patch(
                        SERVICES + "/s/status",
                        "{'status':{'loadBalancer':{'ingress':[{'ip':'192.0.2.1'}]}}}");

        assertThat(answer.message())
                .isEqualTo(
                        "Service \"s\" is invalid: status.loadBalancer.ingress: Forbidden: may only"
                                + " be used when `spec.type` is 'LoadBalancer'");
    }

    @Test
    void ports_of_endpoints_are_of_tcp_and_no_ports_are_null_in_a_slice() {
        Answer endpoints =
                server.post(
                        "/api/v1/namespaces/default/endpoints",
                        "{'metadata':{'name':'e'},'subsets':[{'addresses':[{'ip':'10.0.0.1'}],'ports':[{'port':80}]}]}");
        Answer slice =
                server.post(
                        "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
                        "{'metadata':{'name':'e'},'addressType':'IPv4','endpoints':[],'ports':[]}");

        assertThat(endpoints.text("/subsets/0/ports/0/protocol")).isEqualTo("TCP");
        assertThat(slice.body().path("ports").isNull()).isTrue();
    }

    private Answer pod(String spec) {
        return server.post(
                PODS,
                "{'metadata':{'name':'p'},'spec':{%s,'containers':[{'name':'c','image':'i'}]}}"
                        .formatted(spec));
    }

    private Answer service(String spec) {
        return server.post(
                SERVICES,
                "{'metadata':{'name':'s'},'spec':{%s,'ports':[{'port':80}]}}".formatted(spec));
    }
}
