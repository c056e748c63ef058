package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String X = MAPS + "/x";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void a_watch_resumes_after_the_revision_it_names() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'}}");
        server.patch(X, "{'data':{'a':'1'}}");

        ApiResponse.Watch watch =
                server.watch(
                        MAPS
                                + "?watch=1&resourceVersion="
                                + created.text("/metadata/resourceVersion"));

        assertThat(TestServer.events(watch)).containsExactly("MODIFIED x");
    }

    @Test
    void an_object_enters_and_leaves_a_selection() {
        server.post(MAPS, "{'metadata':{'name':'x','labels':{'on':'n'}}}");
        ApiResponse.Watch watch = server.watch(MAPS + "?watch=1&labelSelector=on=y");

        server.patch(X, "{'metadata':{'labels':{'on':'y'}}}");
        Answer left = server.patch(X, "{'metadata':{'labels':{'on':'n'}}}");

        List<JsonNode> frames = TestServer.frames(watch);
        assertThat(frames)
                .extracting(f -> f.path("type").asText())
                .containsExactly("ADDED", "DELETED");
        assertThat(frames.getLast().at("/object/metadata/labels/on").asText()).isEqualTo("y");
        assertThat(frames.getLast().at("/object/metadata/resourceVersion").asText())
                .isEqualTo(left.text("/metadata/resourceVersion"));
    }

    @Test
    void a_deletion_is_told_at_its_own_revision() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");
        ApiResponse.Watch watch = server.watch(MAPS + "?watch=1");
        server.delete(X, "");

        JsonNode last = TestServer.frames(watch).getLast();
        assertThat(last.path("type").asText()).isEqualTo("DELETED");
        assertThat(last.at("/object/metadata/resourceVersion").asLong())
                .isEqualTo(server.store().revision());
    }

    @Test
    void a_revision_from_before_the_server_is_an_error_event() {
        try (TestServer used = TestServer.onUsedStore()) {
            ApiResponse.Watch watch = used.watch(MAPS + "?watch=1&resourceVersion=1");

            JsonNode frame = TestServer.frames(watch).getFirst();
            assertThat(frame.path("type").asText()).isEqualTo("ERROR");
            assertThat(frame.at("/object/code").asInt()).isEqualTo(410);
            assertThat(frame.at("/object/reason").asText()).isEqualTo("Expired");
            assertThat(watch.stream().isEnded()).isTrue();
        }
    }

    @Test
    void the_initial_state_ends_with_a_marked_bookmark() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");
        ApiResponse.Watch watch =
                server.watch(
                        MAPS
                                + "?watch=1&sendInitialEvents=true&allowWatchBookmarks=true"
                                + "&resourceVersionMatch=NotOlderThan");

        List<JsonNode> frames = TestServer.frames(watch);
        assertThat(frames)
                .extracting(f -> f.path("type").asText())
                .containsExactly("ADDED", "BOOKMARK");
        assertThat(frames.getLast().at("/object/metadata/annotations").toString())
                .isEqualTo("{\"k8s.io/initial-events-end\":\"true\"}");
        assertThat(frames.getLast().at("/object/kind").asText()).isEqualTo("ConfigMap");
    }

    @Test
    void a_watch_ends_when_its_time_is_over() {
        ApiResponse.Watch watch = server.watch(MAPS + "?watch=1&timeoutSeconds=5");

        server.pass(Duration.ofSeconds(4));
        assertThat(TestServer.events(watch)).isEmpty();
        assertThat(watch.stream().isEnded()).isFalse();
        server.pass(Duration.ofSeconds(1));
        assertThat(TestServer.events(watch)).isEmpty();
        assertThat(watch.stream().isEnded()).isTrue();
    }

    @Test
    void bookmarks_come_only_to_those_who_ask() {
        ApiResponse.Watch asking = server.watch(MAPS + "?watch=1&allowWatchBookmarks=true");
        ApiResponse.Watch silent = server.watch(MAPS + "?watch=1");

        server.pass(Duration.ofMinutes(1));

        assertThat(TestServer.events(asking)).containsExactly("BOOKMARK");
        assertThat(TestServer.events(silent)).isEmpty();
    }

    @Test
    void the_first_table_alone_names_the_columns() {
        ApiResponse.Watch watch =
                (ApiResponse.Watch)
                        server.server()
                                .handle(
                                        TestServer.request(
                                                "GET",
                                                MAPS + "?watch=1",
                                                Map.of(
                                                        "Accept",
                                                        "application/json;as=Table;v=v1;g=meta.k8s.io"),
                                                ""));
        server.post(MAPS, "{'metadata':{'name':'x'}}");
        server.post(MAPS, "{'metadata':{'name':'y'}}");

        List<JsonNode> frames = TestServer.frames(watch);
        assertThat(frames.getFirst().at("/object/columnDefinitions")).isNotEmpty();
        assertThat(frames.getLast().at("/object/columnDefinitions")).isEmpty();
        assertThat(frames.getLast().at("/object/rows/0/cells/0").asText()).isEqualTo("y");
    }

    @Test
    void the_old_path_of_watches_works() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        ApiResponse.Watch watch = server.watch("/api/v1/watch/namespaces/default/configmaps");

        assertThat(TestServer.events(watch)).containsExactly("ADDED x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resourceVersion=abc | 500 | resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax",
                "sendInitialEvents=true | 422 | ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
                "resourceVersionMatch=NotOlderThan | 422 | ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
            })
    void bad_options_are_refused(String query, int status, String message) {
        Answer answer = server.get(MAPS + "?watch=1&" + query);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }
}
