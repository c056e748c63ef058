package dev.skiff.it.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsScenarioTest {
    private static final String NS = "shop";

    @AutoClose private final ControlPlane plane = new ControlPlane().namespace(NS);

    @BeforeEach
    void service() {
        plane.node("n1");
        plane.create(
                Kinds.SERVICE,
                NS,
                """
                {'metadata':{'name':'web','labels':{'team':'a'}},'spec':{'selector':{'app':'web'},
                 'ports':[{'name':'http','port':80,'targetPort':'main'}]}}""");
        plane.settle();
    }

    @Test
    void a_service_without_pods_has_one_empty_slice() {
        assertThat(plane.list(Kinds.ENDPOINT_SLICE, NS)).hasSize(1);
        JsonNode slice = plane.list(Kinds.ENDPOINT_SLICE, NS).getFirst();
        assertThat(slice.path("endpoints")).isEmpty();
        assertThat(
                        slice.path("metadata")
                                .path("labels")
                                .path("kubernetes.io/service-name")
                                .asText())
                .isEqualTo("web");
        assertThat(slice.path("metadata").path("labels").path("team").asText()).isEqualTo("a");
        assertThat(plane.get(Kinds.ENDPOINTS, NS, "web").path("subsets")).isEmpty();
    }

    @Test
    void pods_come_and_go() {
        pod("p1");
        pod("p2");
        plane.runPods(NS, "n1").settle();

        assertThat(plane.list(Kinds.ENDPOINT_SLICE, NS)).hasSize(1);
        JsonNode slice = plane.list(Kinds.ENDPOINT_SLICE, NS).getFirst();
        assertThat(slice.path("ports").path(0).path("port").asInt()).isEqualTo(8080);
        assertThat(conditions())
                .containsExactly("10.42.0.1 true true false", "10.42.0.2 true true false");
        assertThat(addresses("addresses")).containsExactly("10.42.0.1", "10.42.0.2");

        plane.delete(Kinds.POD, NS, "p1", "{}");
        plane.settle();
        assertThat(conditions())
                .containsExactly("10.42.0.1 false true true", "10.42.0.2 true true false");
        assertThat(addresses("addresses")).containsExactly("10.42.0.2");

        plane.endTerminatingPods(NS).settle();
        assertThat(conditions()).containsExactly("10.42.0.2 true true false");
    }

    @Test
    void unready_pods_are_listed_apart() {
        pod("p1");
        plane.runPods(NS, "n1").settle();
        plane.patchStatus(
                Kinds.POD,
                NS,
                "p1",
                "{'status':{'conditions':[{'type':'Ready','status':'False'}]}}");
        plane.settle();

        assertThat(conditions()).containsExactly("10.42.0.1 false false false");
        assertThat(addresses("notReadyAddresses")).containsExactly("10.42.0.1");

        plane.patch(Kinds.SERVICE, NS, "web", "{'spec':{'publishNotReadyAddresses':true}}");
        plane.settle();

        assertThat(conditions()).containsExactly("10.42.0.1 true false false");
        assertThat(addresses("addresses")).containsExactly("10.42.0.1");
    }

    @Test
    void a_deleted_service_takes_its_endpoints_with_it() {
        plane.delete(Kinds.SERVICE, NS, "web", "{}");
        plane.settle();

        assertThat(plane.list(Kinds.ENDPOINT_SLICE, NS)).isEmpty();
        assertThat(plane.list(Kinds.ENDPOINTS, NS)).isEmpty();
    }

    @Test
    void what_others_change_is_put_right() {
        pod("p1");
        plane.runPods(NS, "n1").settle();
        String slice = plane.names(Kinds.ENDPOINT_SLICE, NS).getFirst();
        plane.delete(Kinds.ENDPOINT_SLICE, NS, slice, "{}");
        plane.delete(Kinds.ENDPOINTS, NS, "web", "{}");
        plane.settle();

        assertThat(conditions()).containsExactly("10.42.0.1 true true false");
        assertThat(addresses("addresses")).containsExactly("10.42.0.1");
    }

    private void pod(String name) {
        plane.create(
                Kinds.POD,
                NS,
                """
                {'metadata':{'name':'%s','labels':{'app':'web'}},'spec':{'containers':[
                 {'name':'c','image':'i','ports':[{'name':'main','containerPort':8080}]}]}}"""
                        .formatted(name));
    }

    private List<String> conditions() {
        List<String> found = new ArrayList<>();
        for (JsonNode slice : plane.list(Kinds.ENDPOINT_SLICE, NS)) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                JsonNode conditions = endpoint.path("conditions");
                found.add(
                        "%s %s %s %s"
                                .formatted(
                                        endpoint.path("addresses").path(0).asText(),
                                        conditions.path("ready"),
                                        conditions.path("serving"),
                                        conditions.path("terminating")));
            }
        }
        return found;
    }

    private List<String> addresses(String field) {
        List<String> found = new ArrayList<>();
        for (JsonNode subset : plane.get(Kinds.ENDPOINTS, NS, "web").path("subsets")) {
            subset.path(field).forEach(address -> found.add(address.path("ip").asText()));
        }
        return found;
    }
}
