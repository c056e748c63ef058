package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFormTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String PARTIAL = "application/json;v=v1;g=meta.k8s.io;as=";
    private static final String DEPRECATED =
            "299 - \"v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1"
                    + " EndpointSlice\"";

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void create() {
        server.post(MAPS + "?fieldManager=m", "{'metadata':{'name':'x'},'data':{'a':'1'}}");
    }

    @Test
    void yaml_is_answered_in_order_of_the_keys() {
        assertThat(text("/api/v1/namespaces/default/configmaps/x", "application/yaml"))
                .startsWith("apiVersion: v1\ndata:\n  a: \"1\"\nkind: ConfigMap\nmetadata:\n");
    }

    @Test
    void indented_json_has_two_spaces_a_level() {
        assertThat(text(MAPS + "?fieldSelector=metadata.name=y&pretty=true", "application/json"))
                .startsWith("{\n  \"kind\": \"ConfigMapList\",\n")
                .contains("\n  \"metadata\": {\n    \"resourceVersion\": \"")
                .endsWith("\n  \"items\": []\n}\n");
    }

    @Test
    void a_watch_is_not_to_be_had_in_yaml() {
        Answer answer = get(MAPS + "?watch=1", "application/yaml");

        assertThat(answer.status()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource({
        "/x, PartialObjectMetadata, 200, ''",
        "'', PartialObjectMetadataList, 200, ''",
        "/x, PartialObjectMetadataList, 406, 'you requested PartialObjectMetadataList, but the requested object is not a list (*core.ConfigMap)'",
        "'', PartialObjectMetadata, 406, 'you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)'",
    })
    void metadata_is_asked_for_as_one_or_as_a_list(
            String path, String form, int status, String message) {
        Answer answer = get(MAPS + path, PARTIAL + form);

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void rows_carry_what_we_know_to_put_there() {
        Answer answer = get(MAPS + "?includeObject=Everything", PARTIAL + "Table");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo(
                        "Unable to convert to Table as requested: includeObject: Invalid value:"
                                + " \"Everything\": must be 'Metadata', 'Object', 'None', or empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Running | ``",
                "Succeeded | [{\"type\":\"Completed\",\"status\":\"True\",\"reason\":\"Succeeded\",\"message\":\"The pod has completed successfully.\"}]",
                "Failed | [{\"type\":\"Completed\",\"status\":\"True\",\"reason\":\"Failed\",\"message\":\"The pod failed.\"}]",
            })
    void the_row_of_a_pod_says_that_it_is_over(String phase, String conditions) {
        String pod = "/api/v1/namespaces/default/pods/p";
        server.post(
                "/api/v1/namespaces/default/pods",
                "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
        server.patch(pod + "/status", "{'status':{'phase':'%s'}}".formatted(phase));

        Answer answer = get(pod, PARTIAL + "Table");

        assertThat(answer.body().at("/rows/0/conditions")).hasToString(conditions);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, ''",
        "GET, ''",
        "GET, /gone",
        "PUT, /x",
        "PATCH, /x",
    })
    void every_answer_about_a_deprecated_kind_says_so(String method, String name) {
        Answer answer = server.send(method, "/api/v1/namespaces/default/endpoints" + name, "{}");

        assertThat(answer.warnings()).isEqualTo(List.of(DEPRECATED));
    }

    private Answer get(String path, String accept) {
        return server.send("GET", path, Map.of("Accept", accept), "");
    }

    private String text(String path, String accept) {
        ApiResponse answer =
                server.server()
                        .handle(TestServer.request("GET", path, Map.of("Accept", accept), ""));
        return new String(((ApiResponse.Full) answer).body(), StandardCharsets.UTF_8);
    }
}
