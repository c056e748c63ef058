package dev.skiff.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiEndpointTest {
    private static final String APPS = "/openapi/v3/apis/apps/v1";

    private final OpenApiEndpoint endpoint =
            new OpenApiEndpoint(
                    Kinds.ALL,
                    Documents.SCHEMAS,
                    Kinds.POD::equals,
                    "v1.36.0+skiff",
                    InstantSource.fixed(Instant.parse("2026-03-01T10:20:30Z")));

    @Test
    void the_root_leads_to_a_document_for_each_group_version_and_each_path_of_discovery() {
        Set<String> expected = new LinkedHashSet<>();
        expected.addAll(
                List.of(
                        ".well-known/openid-configuration",
                        "api",
                        "apis",
                        "openid/v1/jwks",
                        "version"));
        Kinds.groupVersions()
                .forEach(
                        groupVersion -> {
                            expected.add(groupVersion.pathPrefix());
                            expected.add(groupVersion.pathPrefix().replaceFirst("/v[^/]*$", ""));
                        });

        JsonNode paths = body(get("/openapi/v3")).path("paths");

        assertThat(paths.properties())
                .extracting(Map.Entry::getKey)
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(paths.path("apis/apps/v1").path("serverRelativeURL").asText())
                .startsWith(APPS + "?hash=");
    }

    @Test
    void a_document_is_cached_for_ever_by_its_hash_and_a_stale_hash_is_led_to_it() {
        String url =
                body(get("/openapi/v3")).at("/paths/apis~1apps~1v1/serverRelativeURL").asText();
        String hash = url.substring(url.indexOf('=') + 1);

        assertThat(answer(APPS, hash, Map.of()).headerMap())
                .containsEntry("Cache-Control", "public, immutable")
                .containsEntry("Expires", "Mon, 01 Mar 2027 10:20:30 GMT")
                .containsEntry("Vary", "Accept")
                .containsEntry("ETag", "\"" + hash + "\"");
        ApiResponse stale = answer(APPS, "OLD", Map.of());
        assertThat(stale.status()).isEqualTo(301);
        assertThat(stale.headerMap()).containsEntry("Location", url);
        assertThat(get(APPS).headerMap()).doesNotContainKey("Cache-Control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%s | 304",
                "W/%s | 304",
                "\"x\", %s | 304",
                "* | 304",
                "\"x\" | 200",
            })
    void what_the_client_has_is_not_sent_again(String ifNoneMatch, int status) {
        String tag = get(APPS).headerMap().get("ETag");

        ApiResponse again =
                answer(APPS, "", Map.of("If-None-Match", List.of(ifNoneMatch.formatted(tag))));

        assertThat(again.status()).isEqualTo(status);
        assertThat(again.headerMap()).containsEntry("ETag", tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/openapi/v2 | '' | 200 | application/json",
                "/openapi/v2 | */* | 200 | application/json",
                "/openapi/v2 | application/json | 200 | application/json",
                "/openapi/v2 | application/com.github.proto-openapi.spec.v2@v1.0+protobuf | 200 | application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
                "/openapi/v2 | application/com.github.proto-openapi.spec.v2.v1.0+protobuf | 200 | application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
                "/openapi/v2 | text/html, application/json;q=0.1 | 200 | application/json",
                "/openapi/v2 | text/html | 406 | ",
                "/openapi/v3/version | application/json, */* | 200 | application/json",
                "/openapi/v3/version | application/com.github.proto-openapi.spec.v3@v1.0+protobuf | 200 | application/com.github.proto-openapi.spec.v3.v1.0+protobuf",
                "/openapi/v3/version | application/com.github.proto-openapi.spec.v2@v1.0+protobuf | 406 | ",
            })
    void the_client_chooses_the_form(String path, String accept, int status, String contentType) {
        ApiResponse answer = answer(path, "", Map.of("Accept", List.of(accept)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headerMap().get("Content-Type")).isEqualTo(contentType);
        assertThat(answer.headerMap()).containsEntry("Vary", "Accept");
    }

    @Test
    void big_documents_are_sent_packed_to_those_who_unpack_them() throws Exception {
        ApiResponse.Full packed =
                (ApiResponse.Full) answer(APPS, "", Map.of("Accept-Encoding", List.of("gzip")));

        assertThat(packed.headerMap()).containsEntry("Content-Encoding", "gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(((ApiResponse.Full) get(APPS)).body());
        }
        assertThat(
                        answer(
                                        "/openapi/v3/version",
                                        "",
                                        Map.of("Accept-Encoding", List.of("gzip")))
                                .headerMap())
                .doesNotContainKey("Content-Encoding");
    }

    @ParameterizedTest
    @CsvSource({"/openapi/v3/apis/nope/v1", "/openapi/v3/", "/openapi", "/openapi/v1"})
    void other_paths_are_not_ours(String path) {
        assertThat(endpoint.answer(request(path, "", Map.of()))).isEmpty();
    }

    private ApiResponse get(String path) {
        return answer(path, "", Map.of());
    }

    private ApiResponse answer(String path, String hash, Map<String, List<String>> headers) {
        return endpoint.answer(request(path, hash, headers)).orElseThrow();
    }

    private static ApiRequest request(String path, String hash, Map<String, List<String>> headers) {
        return new ApiRequest(
                "GET",
                path,
                hash.isEmpty() ? Parameters.NONE : Parameters.query(Map.of("hash", List.of(hash))),
                Parameters.headers(headers),
                new byte[0],
                UserInfo.ANONYMOUS);
    }

    private static JsonNode body(ApiResponse answer) {
        return Json.readOwn(((ApiResponse.Full) answer).body());
    }
}
