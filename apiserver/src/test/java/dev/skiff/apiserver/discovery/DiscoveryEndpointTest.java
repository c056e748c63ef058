package dev.skiff.apiserver.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.registry.kinds.Strategies;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryEndpointTest {
    private static final String V2 =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String V2BETA1 =
            "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    private final DiscoveryEndpoint endpoint =
            new DiscoveryEndpoint(
                    Kinds.ALL, new Strategies(Privileged.REFUSED)::storedAs, List.of("/healthz"));

    @ParameterizedTest
    @CsvSource({
        "/, paths",
        "/version, gitVersion",
        "/api, versions",
        "/apis, groups",
        "/apis/apps, preferredVersion",
        "/api/v1, resources",
        "/apis/apps/v1, resources",
        "/apis/apps/v1/, resources"
    })
    void every_discovery_path_has_its_document(String path, String field) {
        assertThat(body(get(path, Map.of())).has(field)).isTrue();
    }

    @Test
    void resources_are_listed_as_upstream_lists_them() {
        JsonNode list = body(get("/apis/apps/v1", Map.of()));

        assertThat(list.path("resources").path(3).toString())
                .isEqualTo(
                        "{\"name\":\"deployments\",\"singularName\":\"deployment\",\"namespaced\":true,"
                                + "\"kind\":\"Deployment\",\"verbs\":[\"create\",\"delete\",\"deletecollection\",\"get\","
                                + "\"list\",\"patch\",\"update\",\"watch\"],\"shortNames\":[\"deploy\"],"
                                + "\"categories\":[\"all\"],\"storageVersionHash\":\"8aSe+NMegvE=\"}");
        assertThat(list.path("resources").path(4).toString())
                .isEqualTo(
                        "{\"name\":\"deployments/scale\",\"singularName\":\"\",\"namespaced\":true,"
                                + "\"group\":\"autoscaling\",\"version\":\"v1\",\"kind\":\"Scale\","
                                + "\"verbs\":[\"get\",\"patch\",\"update\"]}");
    }

    @Test
    void the_clients_first_known_form_is_answered_with_its_content_type() {
        ApiResponse old = get("/apis", Map.of("Accept", List.of(V2BETA1 + ",application/json")));
        ApiResponse current = get("/apis", Map.of("Accept", List.of(V2 + "," + V2BETA1)));

        assertThat(old.headerMap()).containsEntry("Content-Type", V2BETA1);
        assertThat(body(old).path("apiVersion").asText()).isEqualTo("apidiscovery.k8s.io/v2beta1");
        assertThat(current.headerMap())
                .containsEntry("Content-Type", V2)
                .containsEntry("Vary", "Accept");
        assertThat(body(current).path("items").path(0).path("metadata").path("name").asText())
                .isEqualTo("apiregistration.k8s.io");
    }

    @Test
    void an_unknown_form_gets_the_old_document() {
        ApiResponse answer =
                get(
                        "/apis",
                        Map.of(
                                "Accept",
                                List.of(V2.replace("v=v2", "v=v9") + ",application/json")));

        assertThat(answer.headerMap()).containsEntry("Content-Type", "application/json");
        assertThat(body(answer).path("kind").asText()).isEqualTo("APIGroupList");
    }

    @Test
    void a_client_that_has_the_document_gets_no_body() {
        String etag = get("/api", Map.of("Accept", List.of(V2))).headerMap().get("ETag");

        ApiResponse again =
                get("/api", Map.of("Accept", List.of(V2), "If-None-Match", List.of(etag)));

        assertThat(again.status()).isEqualTo(304);
        assertThat(((ApiResponse.Full) again).body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/v2", "/apis/apps/v9"})
    void an_unknown_version_is_a_status(String path) {
        ApiResponse answer = get(path, Map.of());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(body(answer).toString())
                .isEqualTo(
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                                + "\"message\":\"the server could not find the requested resource\","
                                + "\"reason\":\"NotFound\",\"code\":404,\"details\":{}}");
    }

    @ParameterizedTest
    @CsvSource({"/apis/nope.example.com", "/apis/apps/v1/deployments", "/healthz", "/api/v1/pods"})
    void other_paths_are_not_ours(String path) {
        assertThat(endpoint.answer(request(path, Map.of()))).isEmpty();
    }

    private ApiResponse get(String path, Map<String, List<String>> headers) {
        return endpoint.answer(request(path, headers)).orElseThrow();
    }

    private static ApiRequest request(String path, Map<String, List<String>> headers) {
        return new ApiRequest(
                "GET",
                path,
                Parameters.NONE,
                Parameters.headers(headers),
                new byte[0],
                UserInfo.ANONYMOUS);
    }

    private static JsonNode body(ApiResponse answer) {
        return Json.readOwn(((ApiResponse.Full) answer).body());
    }
}
