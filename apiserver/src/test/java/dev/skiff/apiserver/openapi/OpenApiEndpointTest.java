package dev.skiff.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UnknownFieldSet;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.schema.SchemaCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiEndpointTest {
    private final OpenApiEndpoint endpoint =
            new OpenApiEndpoint(Kinds.ALL, SchemaCatalogue.load(), "v1.36.0+skiff");

    @Test
    void the_root_leads_to_a_document_for_each_group_version() {
        JsonNode paths = body(get("/openapi/v3", Map.of())).path("paths");

        assertThat(paths.properties())
                .extracting(Map.Entry::getKey)
                .startsWith("api/v1", "apis/apps/v1")
                .hasSameSizeAs(Kinds.groupVersions());
        assertThat(paths.path("apis/apps/v1").path("serverRelativeURL").asText())
                .startsWith("/openapi/v3/apis/apps/v1?hash=");
    }

    @Test
    void a_document_is_cached_for_ever_by_its_hash_and_a_stale_hash_is_led_to_it() {
        String url =
                body(get("/openapi/v3", Map.of()))
                        .path("paths")
                        .path("apis/apps/v1")
                        .path("serverRelativeURL")
                        .asText();
        String hash = url.substring(url.indexOf('=') + 1);

        assertThat(get("/openapi/v3/apis/apps/v1", Map.of("hash", List.of(hash))).headerMap())
                .containsEntry("Cache-Control", "public, immutable");
        ApiResponse stale = get("/openapi/v3/apis/apps/v1", Map.of("hash", List.of("OLD")));
        assertThat(stale.status()).isEqualTo(301);
        assertThat(stale.headerMap()).containsEntry("Location", url);
        assertThat(get("/openapi/v3/apis/apps/v1", Map.of()).headerMap())
                .doesNotContainKey("Cache-Control");
    }

    @Test
    void every_reference_of_a_document_stays_within_it() {
        for (String path : List.of("api/v1", "apis/apps/v1", "apis/discovery.k8s.io/v1")) {
            JsonNode document = body(get("/openapi/v3/" + path, Map.of()));
            JsonNode schemas = document.path("components").path("schemas");

            assertThat(document.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allSatisfy(
                            reference ->
                                    assertThat(
                                                    schemas.has(
                                                            reference.replace(
                                                                    "#/components/schemas/", "")))
                                            .as(reference)
                                            .isTrue());
        }
    }

    @Test
    void every_patchable_kind_says_that_the_server_validates_fields() {
        for (Kind kind : Kinds.ALL) {
            if (!kind.verbs().contains("patch")) {
                continue;
            }
            JsonNode document =
                    body(get("/openapi/v3/" + kind.groupVersion().pathPrefix(), Map.of()));
            String path = kind.objectPath(kind.isNamespaced() ? "{namespace}" : "", "{name}");

            JsonNode patch = document.path("paths").path(path).path("patch");

            assertThat(patch.path("parameters").findValuesAsText("name"))
                    .as(path)
                    .contains("fieldValidation");
            assertThat(patch.path("x-kubernetes-group-version-kind").path("kind").asText())
                    .isEqualTo(kind.name());
        }
    }

    @Test
    void lists_carry_their_merge_keys() {
        JsonNode containers =
                body(get("/openapi/v3/apis/apps/v1", Map.of()))
                        .path("components")
                        .path("schemas")
                        .path("io.k8s.api.core.v1.PodSpec")
                        .path("properties")
                        .path("containers");

        assertThat(containers.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
        assertThat(containers.path("x-kubernetes-patch-strategy").asText()).isEqualTo("merge");
        assertThat(containers.path("x-kubernetes-list-type").asText()).isEqualTo("map");
        assertThat(containers.path("description").asText())
                .startsWith("The containers of the pod.");
    }

    @Test
    void version_two_is_protobuf_under_its_own_content_type() throws Exception {
        ApiResponse.Full answer = (ApiResponse.Full) get("/openapi/v2", Map.of());

        assertThat(answer.headerMap())
                .containsEntry(
                        "Content-Type",
                        "application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
        UnknownFieldSet document = UnknownFieldSet.parseFrom(answer.body());
        assertThat(document.getField(1).getLengthDelimitedList().getFirst().toStringUtf8())
                .isEqualTo("2.0");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains(
                        "/api/v1/namespaces/{namespace}/pods/{name}",
                        "fieldValidation",
                        "kind: Namespace\n");
    }

    @Test
    void version_two_never_leads_a_client_to_custom_resource_definitions() throws Exception {
        List<Kind> namespaces = List.of(Kinds.NAMESPACE);

        byte[] alone = OpenApiV2.document(namespaces, "v1.36.0+skiff");

        assertThat(new String(alone, StandardCharsets.UTF_8))
                .contains("kind: Namespace\n")
                .doesNotContain("fieldValidation");
    }

    @Test
    void an_unknown_group_version_is_not_ours() {
        assertThat(endpoint.answer(request("/openapi/v3/apis/nope/v1", Map.of()))).isEmpty();
    }

    private ApiResponse get(String path, Map<String, List<String>> query) {
        return endpoint.answer(request(path, query)).orElseThrow();
    }

    private static ApiRequest request(String path, Map<String, List<String>> query) {
        return new ApiRequest(
                "GET",
                path,
                Parameters.query(query),
                Parameters.NONE,
                new byte[0],
                UserInfo.ANONYMOUS);
    }

    private static JsonNode body(ApiResponse answer) {
        return Json.readOwn(((ApiResponse.Full) answer).body());
    }
}
