package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events are one set of objects, seen through two APIs.
class EventViewsTest {
    private static final String CORE = "/api/v1/namespaces/default/events";
    private static final String NEWER = "/apis/events.k8s.io/v1/namespaces/default/events";
    private static final String EVENT =
            "{'metadata':{'name':'x'},'eventTime':'2026-01-01T00:00:00.000001Z','type':'Normal','reason':'R','action':'A','note':'n','reportingController':'c.example/c','reportingInstance':'i','regarding':{'kind':'Pod','name':'p','namespace':'default'}}";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void what_is_written_through_one_api_is_read_through_the_other() {
        Answer created = post(NEWER, EVENT);

        Answer read = server.get(CORE + "/x");

        assertThat(created.status()).isEqualTo(201);
        assertThat(read.text("/message")).isEqualTo("n");
        assertThat(read.text("/involvedObject/name")).isEqualTo("p");
        assertThat(read.text("/reportingComponent")).isEqualTo("c.example/c");
        assertThat(read.text("/metadata/uid")).isEqualTo(created.text("/metadata/uid"));
        assertThat(read.text("/metadata/resourceVersion"))
                .isEqualTo(created.text("/metadata/resourceVersion"));
    }

    @Test
    void a_list_shows_the_events_of_the_other_api_in_its_own_form() {
        post(
                CORE,
                "{'metadata':{'name':'x'},'involvedObject':{'kind':'Pod','name':'p','namespace':'default'},'message':'m','count':2}");

        Answer list = server.get(NEWER + "?fieldSelector=regarding.name=p");

        assertThat(list.text("/kind")).isEqualTo("EventList");
        assertThat(list.text("/apiVersion")).isEqualTo("events.k8s.io/v1");
        assertThat(list.text("/items/0/note")).isEqualTo("m");
        assertThat(list.body().at("/items/0/deprecatedCount").asInt()).isEqualTo(2);
    }

    @Test
    void each_api_selects_by_its_own_fields() {
        assertThat(server.get(NEWER + "?fieldSelector=involvedObject.name=p").status())
                .isEqualTo(400);
        assertThat(server.get(CORE + "?fieldSelector=regarding.name=p").status()).isEqualTo(400);
    }

    @Test
    void an_event_deleted_through_one_api_is_gone_from_both() {
        post(NEWER, EVENT);

        Answer deleted = server.delete(NEWER + "/x", "");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(server.get(CORE + "/x").status()).isEqualTo(404);
        assertThat(server.get(NEWER + "/x").message()).isEqualTo("events \"x\" not found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'reason':'S'} | reason: Invalid value: \"S\": field is immutable",
                "{'type':null} | type: Invalid value: \"\": field is immutable",
                "{'regarding':{'name':'q'}} | involvedObject: Invalid value: {\"Kind\":\"Pod\",\"Namespace\":\"default\",\"Name\":\"q\",\"UID\":\"\",\"APIVersion\":\"\",\"ResourceVersion\":\"\",\"FieldPath\":\"\"}: field is immutable",
                "{'deprecatedCount':1} | count: Invalid value: 1: field is immutable",
                "{'deprecatedSource':{'host':'h'}} | source: Invalid value: {\"Component\":\"\",\"Host\":\"h\"}: field is immutable",
                "{'reportingController':'d'} | reportingController: Invalid value: \"d\": field is immutable",
                "{'series':{'count':1,'lastObservedTime':null}} | [series.count: Invalid value: \"\": should be at least 2, series.lastObservedTime: Required value]",
            })
    void through_the_newer_api_only_the_series_changes(String change, String wrong) {
        post(NEWER, EVENT);

        Answer answer = server.patch(NEWER + "/x", change);

        assertThat(answer.message()).isEqualTo("Event \"x\" is invalid: " + wrong);
    }

    @Test
    void a_dry_run_through_the_newer_api_stores_nothing() {
        Answer answer = post(NEWER + "?dryRun=All", EVENT);

        assertThat(answer.text("/note")).isEqualTo("n");
        assertThat(server.get(CORE + "/x").status()).isEqualTo(404);
    }

    private Answer post(String path, String body) {
        return server.post(path, body.replace('\'', '"'));
    }
}
