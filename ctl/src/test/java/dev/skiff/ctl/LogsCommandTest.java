package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsCommandTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String OLD =
            """
            {"kind":"Pod","metadata":{"name":"old"},"spec":{"nodeName":"n","initContainers":[{"name":"i"}],"containers":[{"name":"a"},{"name":"b"}]},
             "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
            """;
    private static final String NEW =
            """
            {"kind":"Pod","metadata":{"name":"new"},"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Pending"}}
            """;

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer("GET " + PODS + "/old", OLD);
        cluster.answer("GET " + PODS + "/new", NEW);
        cluster.answer("GET " + PODS, "{\"items\":[" + NEW + "," + OLD + "]}");
        cluster.answer("GET " + PODS + "/old/log", "one\ntwo\n");
        cluster.answer("GET " + PODS + "/new/log", "three");
        cluster.refuse("GET " + PODS + "/nope", 404, "NotFound", "no");
        cluster.answer(
                "GET /apis/apps/v1/namespaces/default/deployments/web",
                "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"web\"}}}}");
        cluster.answer(
                "GET /api/v1/namespaces/default/services/bare",
                "{\"metadata\":{\"name\":\"bare\"}}");
        cluster.answer(
                "GET /api/v1/namespaces/default/configmaps/page",
                "{\"metadata\":{\"name\":\"page\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            logs new                          | three                                                 |
            logs old                          | one;two;                                              | Defaulted container "a" out of: a, b, i (init);
            logs old b                        | one;two;                                              |
            logs old -c i                     | one;two;                                              |
            logs pod/old -c a --prefix        | [pod/old/a] one;[pod/old/a] two;                      |
            logs old --all-containers         | one;two;one;two;one;two;                              |
            logs deploy/web -c a              | one;two;                                              | Found 2 pods, using pod/old;
            logs deploy/web -c a --all-pods   | [pod/new/a] three[pod/old/a] one;[pod/old/a] two;     |
            logs -l app=web -c a              | threeone;two;                                         |
            """)
    void the_right_lines_are_shown(String line, String out, String err) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out()).isEqualTo(out.replace(';', '\n'));
        assertThat(cluster.err()).isEqualTo(err == null ? "" : err.replace(';', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            logs nope                                     | error: error from server (NotFound): pods "nope" not found in namespace "default"
            logs old -c x                                 | error: container x is not valid for pod old
            logs old a -c b                               | error: only one of -c or an inline [CONTAINER] arg is allowed
            logs old --all-containers -c a                | error: --all-containers=true should not be specified with container name a
            logs svc/bare                                 | error: cannot get the logs from *v1.Service: invalid service 'bare': Service is defined without a selector
            logs cm/page                                  | error: cannot get the logs from *v1.ConfigMap: selector for *v1.ConfigMap not implemented
            logs old --since=5s --since-time=x            | error: at most one of `sinceTime` or `sinceSeconds` may be specified
            logs old --since-time=x                       | error: parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"
            logs old --tail=-5                            | error: --tail must be greater than or equal to -1
            logs old --limit-bytes=-1                     | error: --limit-bytes must be greater than 0
            logs old --pod-running-timeout=0              | error: --pod-running-timeout must be higher than zero
            logs old --all-containers -f --max-log-requests=2 | error: you are attempting to follow 3 log streams, but maximum allowed concurrency is 2, use --max-log-requests to increase the limit
            """)
    void what_cannot_be_is_refused(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "logs new, container=a",
        "logs -l x=y -c a, tailLines=10&container=a",
        "logs -l x=y -c a --tail=3, tailLines=3&container=a",
        "logs new --tail=-1, container=a",
        "logs new -fp --timestamps, follow=true&previous=true&timestamps=true&container=a",
        "logs new --since=1500ms --limit-bytes=7, limitBytes=7&sinceSeconds=2&container=a",
        "logs new --since-time=2026-01-01T00:00:00Z, sinceTime=2026-01-01T00:00:00Z&container=a"
    })
    void what_is_wanted_is_asked_of_the_server(String line, String query) {
        cluster.runLine(line);

        StringBuilder asked = new StringBuilder();
        cluster.lastRequest()
                .query()
                .asMap()
                .forEach(
                        (name, values) ->
                                asked.append(asked.isEmpty() ? "" : "&")
                                        .append(name)
                                        .append('=')
                                        .append(values.getFirst()));
        assertThat(asked.toString().split("&")).containsExactlyInAnyOrder(query.split("&"));
    }

    @Test
    void several_logs_are_followed_side_by_side_line_by_line() {
        cluster.answer("GET " + PODS + "/new/log", "three\n");

        assertThat(cluster.runLine("logs -l app=web -c a -f --prefix")).isZero();

        assertThat(cluster.out().lines())
                .containsExactlyInAnyOrder(
                        "[pod/old/a] one", "[pod/old/a] two", "[pod/new/a] three");
    }

    @Test
    void a_log_that_cannot_be_read_may_be_passed_over() {
        cluster.refuse("GET " + PODS + "/old/log", 400, "BadRequest", "it is waiting to start");

        assertThat(cluster.runLine("logs old -c a --ignore-errors")).isZero();

        assertThat(cluster.out()).isEqualTo("error: it is waiting to start\n");
    }

    @Test
    void no_pod_with_such_labels_is_no_error() {
        cluster.answer("GET " + PODS, "{\"items\":[]}");

        assertThat(cluster.runLine("logs -l app=nope")).isZero();

        assertThat(cluster.err()).isEqualTo("No resources found in default namespace.\n");
    }

    @Test
    void a_workload_without_pods_is_waited_for() {
        cluster.answer("GET " + PODS, "{\"items\":[]}");
        cluster.watch(PODS);

        assertThat(cluster.runLine("logs deploy/web --pod-running-timeout=1ms")).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo("error: timed out waiting for the condition\n");
    }
}
