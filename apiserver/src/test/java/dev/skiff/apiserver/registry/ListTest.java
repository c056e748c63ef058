package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    @AutoClose private final TestServer server = TestServer.onUsedStore();

    @BeforeEach
    void fill() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            server.post(
                    MAPS,
                    "{'metadata':{'name':'%s','labels':{'vowel':'%s'}}}"
                            .formatted(name, "ae".contains(name)));
        }
        server.post("/api/v1/namespaces/kube-system/configmaps", "{'metadata':{'name':'z'}}");
    }

    @Test
    void pages_show_one_state_whatever_changes_meanwhile() {
        Answer first = server.get(MAPS + "?limit=2");
        server.delete(MAPS + "/c", "");
        server.post(MAPS, "{'metadata':{'name':'bb'}}");
        Answer second = server.get(MAPS + "?limit=2&continue=" + first.text("/metadata/continue"));
        Answer third = server.get(MAPS + "?limit=2&continue=" + second.text("/metadata/continue"));

        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.body().at("/metadata/remainingItemCount").asInt()).isEqualTo(3);
        assertThat(names(second)).containsExactly("c", "d");
        assertThat(names(third)).containsExactly("e");
        assertThat(third.body().at("/metadata/continue").isMissingNode()).isTrue();
        assertThat(
                        List.of(
                                second.text("/metadata/resourceVersion"),
                                third.text("/metadata/resourceVersion")))
                .containsOnly(first.text("/metadata/resourceVersion"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labelSelector=vowel=true | a,e",
                "labelSelector=vowel!=true | b,c,d",
                "labelSelector=vowel in (true) | a,e",
                "fieldSelector=metadata.name=b | b",
                "fieldSelector=metadata.name!=b | a,c,d,e",
                "labelSelector=vowel=true&limit=1 | a",
            })
    void selectors_choose(String query, String expected) {
        assertThat(names(server.get(MAPS + "?" + query))).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labelSelector=a=b=c | 400 | found '=', expected: ',' or 'end of string'",
                "fieldSelector=data.a=b | 400 | \"data.a\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
                "resourceVersion=x | 400 | invalid resource version: resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax",
                "resourceVersion=999 | 504 | Timeout: Too large resource version: 999, current: %d",
                "resourceVersionMatch=Exact | 422 | ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
                "sendInitialEvents=true | 422 | ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
                "continue=abc | 400 | invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value",
            })
    void bad_options_are_refused(String query, int status, String message) {
        Answer answer = server.get(MAPS + "?" + query);

        assertThat(answer.message()).isEqualTo(message.formatted(server.store().revision()));
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void an_exact_list_sees_the_past_until_it_is_forgotten() {
        long before = server.store().revision();
        server.delete(MAPS + "/a", "");
        String query = MAPS + "?resourceVersionMatch=Exact&resourceVersion=" + before;

        Answer past = server.get(query);

        assertThat(names(past)).containsExactly("a", "b", "c", "d", "e");
        assertThat(past.text("/metadata/resourceVersion")).isEqualTo(Long.toString(before));
    }

    @Test
    void an_exact_list_of_a_forgotten_past_has_expired() {
        Answer expired = server.get(MAPS + "?resourceVersionMatch=Exact&resourceVersion=1");

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.message())
                .isEqualTo("The resourceVersion for the provided list is too old.");
    }

    @Test
    void a_continuation_of_a_forgotten_list_says_how_to_go_on() {
        String token = new ContinueToken(1, "default/b").encode();

        Answer expired = server.get(MAPS + "?continue=" + token);
        Answer inconsistent = server.get(MAPS + "?continue=" + expired.text("/metadata/continue"));

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.text("/reason")).isEqualTo("Expired");
        assertThat(names(inconsistent)).containsExactly("c", "d", "e");
    }

    @Test
    void a_list_across_namespaces_is_in_order_of_namespace_and_name() {
        assertThat(names(server.get("/api/v1/configmaps")))
                .containsExactly("a", "b", "c", "d", "e", "z");
    }

    @Test
    void a_table_has_a_row_for_each_object() {
        Answer table =
                server.send(
                        "GET",
                        MAPS + "?limit=2",
                        Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "");

        assertThat(table.text("/kind")).isEqualTo("Table");
        assertThat(table.text("/columnDefinitions/0/format")).isEqualTo("name");
        assertThat(table.text("/rows/0/cells/0")).isEqualTo("a");
        assertThat(table.text("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(table.body().at("/metadata/remainingItemCount").asInt()).isEqualTo(3);
    }

    @Test
    void the_partial_form_has_metadata_only() {
        Answer list =
                server.send(
                        "GET",
                        MAPS,
                        Map.of(
                                "Accept",
                                "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"),
                        "");

        assertThat(list.text("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.text("/items/0/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(list.text("/items/0/metadata/name")).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | 406: Not Acceptable\\n\\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch",
                "application/json;as=Gadget;v=v1;g=meta.k8s.io | only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf",
            })
    void forms_nobody_knows_are_not_acceptable(String accept, String message) {
        Answer answer = server.send("GET", MAPS, Map.of("Accept", accept), "");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.message()).isEqualTo(message.replace("\\n", "\n"));
    }

    private static List<String> names(Answer list) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : list.body().path("items")) {
            names.add(item.at("/metadata/name").asText());
        }
        return names;
    }
}
