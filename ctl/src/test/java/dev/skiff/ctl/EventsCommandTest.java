package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsCommandTest {
    private static final String EVENTS = "/api/v1/namespaces/default/events";
    private static final String LIST =
            """
            {"kind":"EventList","apiVersion":"v1","items":[
              {"metadata":{"name":"b","namespace":"default"},"type":"Warning","reason":"Late","message":"second",
               "involvedObject":{"kind":"Pod","name":"web"},"lastTimestamp":"1969-12-31T23:59:30Z"},
              {"metadata":{"name":"a","namespace":"default"},"type":"Normal","reason":"Early","message":"first",
               "involvedObject":{"kind":"Pod","name":"web"},"lastTimestamp":"1969-12-31T23:59:00Z"}]}
            """;

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer("GET " + EVENTS, LIST);
        cluster.answer("GET /api/v1/events", LIST);
        cluster.answer("GET /api/v1/namespaces/empty/events", "{\"items\":[]}");
    }

    @Test
    void events_are_shown_oldest_first() {
        assertThat(cluster.runLine("events -A")).isZero();

        assertThat(cluster.out())
                .isEqualTo(
                        """
                        NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT    MESSAGE
                        default     60s         Normal    Early    Pod/web   first
                        default     30s         Warning   Late     Pod/web   second
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            events --types=warning --no-headers     | 30s   Warning   Late   Pod/web   second
            events --types=Warning -o name          | event/b
            """)
    void types_and_form_are_chosen(String line, String expected) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out()).isEqualTo(expected + "\n");
    }

    @Test
    void whole_events_are_one_list() {
        cluster.runLine("events --types=Normal -o yaml");

        assertThat(cluster.out())
                .startsWith("apiVersion: v1\nitems:\n- apiVersion: v1\n")
                .endsWith("kind: EventList\nmetadata: {}\n");
    }

    @Test
    void those_of_one_object_are_asked_for_by_its_kind() {
        cluster.runLine("events --for deploy/web");

        assertThat(cluster.calls())
                .containsExactly(
                        "GET "
                                + EVENTS
                                + "?fieldSelector=involvedObject.kind=Deployment,involvedObject.name=web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1 | events --for web          | error: --for must be in resource/name form
            1 | events --types=Foo        | error: valid --types are Normal or Warning
            1 | events -o wide            | error: unable to match a printer suitable for the output format "wide", allowed formats are: json,name,yaml
            0 | events -n empty           | No events found in empty namespace.
            """)
    void nothing_is_told_in_kubectls_words(int exitCode, String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(exitCode);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }
}
