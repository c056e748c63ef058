package dev.skiff.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String X = MAPS + "/x";

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void namespace() {
        server.post("/api/v1/namespaces", "{'metadata':{'name':'default'}}");
    }

    @Test
    void a_created_object_gets_its_system_metadata_and_can_be_read() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'},'data':{'a':'1'}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/kind")).isEqualTo("ConfigMap");
        assertThat(created.text("/metadata/namespace")).isEqualTo("default");
        assertThat(created.text("/metadata/creationTimestamp")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(created.text("/metadata/uid")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}");
        assertThat(created.text("/metadata/resourceVersion")).matches("[1-9][0-9]*");
        assertThat(server.get(X).body()).isEqualTo(created.body());
    }

    @Test
    void a_taken_name_is_refused() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        Answer again = server.post(MAPS, "{'metadata':{'name':'x'}}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.message()).isEqualTo("configmaps \"x\" already exists");
    }

    @Test
    void a_list_has_every_object_in_order_at_one_revision() {
        server.post(MAPS, "{'metadata':{'name':'b'}}");
        server.post(MAPS, "{'metadata':{'name':'a'}}");

        Answer list = server.get(MAPS);

        assertThat(list.text("/kind")).isEqualTo("ConfigMapList");
        assertThat(list.body().path("items").findValuesAsText("name")).containsExactly("a", "b");
        assertThat(list.text("/items/0/kind")).isEmpty();
        assertThat(list.text("/metadata/resourceVersion"))
                .isEqualTo(list.text("/items/0/metadata/resourceVersion"));
    }

    @Test
    void a_watch_tells_creation_change_and_deletion() {
        ApiResponse.Watch watch = server.watch(MAPS + "?watch=true");

        server.post(MAPS, "{'metadata':{'name':'x'}}");
        server.patch(X, "{'data':{'a':'1'}}");
        server.patch(X, "{'data':{'a':'1'}}");
        server.delete(X, "");

        assertThat(TestServer.events(watch)).containsExactly("ADDED x", "MODIFIED x", "DELETED x");
    }

    @Test
    void an_informers_watch_begins_with_the_state_and_marks_its_end() {
        server.post(MAPS, "{'metadata':{'name':'x'}}");

        ApiResponse.Watch watch =
                server.watch(
                        MAPS
                                + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                                + "&resourceVersionMatch=NotOlderThan");

        assertThat(TestServer.events(watch)).isEqualTo(List.of("ADDED x", "BOOKMARK"));
    }

    @Test
    void an_update_with_a_stale_revision_is_a_conflict() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'}}");
        server.patch(X, "{'data':{'a':'1'}}");

        Answer late =
                server.put(
                        X,
                        "{'metadata':{'name':'x','resourceVersion':'%s'}}"
                                .formatted(created.text("/metadata/resourceVersion")));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"x\": the object has been"
                                + " modified; please apply your changes to the latest version and"
                                + " try again");
    }

    @Test
    void an_update_without_effect_keeps_the_revision() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'},'data':{'b':'2','a':'1'}}");

        Answer same = server.put(X, "{'metadata':{'name':'x'},'data':{'a':'1','b':'2'}}");

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body()).isEqualTo(created.body());
    }

    @Test
    void a_deleted_object_is_gone() {
        Answer created = server.post(MAPS, "{'metadata':{'name':'x'}}");

        Answer deleted = server.delete(X, "{'propagationPolicy':'Background'}");

        assertThat(deleted.text("/status")).isEqualTo("Success");
        assertThat(deleted.text("/details/uid")).isEqualTo(created.text("/metadata/uid"));
        assertThat(server.get(X).message()).isEqualTo("configmaps \"x\" not found");
    }

    @Test
    void an_object_with_a_finalizer_lingers_until_the_last_one_goes() {
        server.post(MAPS, "{'metadata':{'name':'x','finalizers':['x.example/f']}}");
        ApiResponse.Watch watch = server.watch(MAPS + "?watch=true");

        Answer deleted = server.delete(X, "");
        server.patch(X, "{'metadata':{'finalizers':null}}");

        assertThat(deleted.text("/metadata/deletionTimestamp")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(server.get(X).status()).isEqualTo(404);
        assertThat(TestServer.events(watch)).containsExactly("ADDED x", "MODIFIED x", "DELETED x");
    }

    @Test
    void a_dry_run_leaves_no_trace() {
        long before = server.store().revision();

        Answer created = server.post(MAPS + "?dryRun=All", "{'metadata':{'name':'x'}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().at("/metadata/resourceVersion").isMissingNode()).isTrue();
        assertThat(server.store().revision()).isEqualTo(before);
    }
}
