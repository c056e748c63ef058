package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.status.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What kubectl 1.33 prints of the same objects.
class GetCommandTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String P10 =
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p10","namespace":"default","resourceVersion":"3","labels":{"app":"web","tier.io/level":"low"},"managedFields":[{"manager":"me"}]},
             "spec":{"nodeName":"n2","containers":[{"name":"c","image":"img2","resources":{"requests":{"memory":"1Gi"}}}]}}
            """;
    private static final String P9 =
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p9","namespace":"default","resourceVersion":"4","labels":{"app":"db"}},
             "spec":{"containers":[{"name":"c","image":"img10","resources":{"requests":{"memory":"200Mi"}}},{"name":"d","image":"imgz"}]}}
            """;
    private static final String TABLE =
            """
            {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"4"},
             "columnDefinitions":[{"name":"Name","priority":0},{"name":"Ready","priority":0}],
             "rows":[%s]}
            """;
    private static final String LIST =
            """
            {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"4"%s},"items":[%s]}
            """;

    private static final Status EXPIRED =
            Status.failure(410, "Expired", "too old resource version");

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void two_pods() throws IOException {
        cluster = new CannedCluster(directory);
    }

    private static String row(String name, String ready, String object) {
        return "{\"cells\":[\"%s\",\"%s\"],\"object\":%s}".formatted(name, ready, object);
    }

    private static String table() {
        return TABLE.formatted(row("p10", "0/1", P10) + "," + row("p9", "0/2", P9));
    }

    private static String list() {
        return LIST.formatted("", P10 + "," + P9);
    }

    static List<Arguments> tables() {
        return List.of(
                arguments(
                        "-L app",
                        """
                        NAME   READY   APP
                        p10    0/1     web
                        p9     0/2     db
                        """),
                arguments(
                        "-L app,tier.io/level",
                        """
                        NAME   READY   APP   LEVEL
                        p10    0/1     web   low
                        p9     0/2     db   \s
                        """),
                arguments(
                        "-L app --show-labels --no-headers",
                        """
                        p10   0/1   web   app=web,tier.io/level=low
                        p9    0/2   db    app=db
                        """),
                arguments(
                        "--show-kind",
                        """
                        NAME      READY
                        pod/p10   0/1
                        pod/p9    0/2
                        """),
                arguments(
                        "--sort-by=.spec.nodeName",
                        """
                        NAME   READY
                        p9     0/2
                        p10    0/1
                        """),
                arguments(
                        "--sort-by={.metadata.name}",
                        """
                        NAME   READY
                        p10    0/1
                        p9     0/2
                        """),
                arguments(
                        "--sort-by spec.containers[0].resources.requests.memory",
                        """
                        NAME   READY
                        p9     0/2
                        p10    0/1
                        """));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tables_are_shown_as_asked_for(String flags, String text) {
        cluster.answer("GET " + PODS, table());

        assertThat(cluster.runLine("get pods " + flags)).isZero();

        assertThat(cluster.out()).isEqualTo(text);
    }

    static List<Arguments> objects() {
        return List.of(
                arguments("name", "pod/p10\npod/p9\n"),
                arguments("jsonpath={.items[*].metadata.name}", "p10 p9"),
                arguments("jsonpath={.kind}", "List"),
                arguments(
                        "jsonpath-as-json={..image}",
                        """
                        [
                            "img2",
                            "img10",
                            "imgz"
                        ]
                        """),
                arguments(
                        "custom-columns=N:.metadata.name,IMG:.spec.containers[*].image,NODE:spec.nodeName",
                        """
                        N     IMG          NODE
                        p10   img2         n2
                        p9    img10,imgz   <none>
                        """),
                arguments("custom-columns=N:.metadata.name --no-headers", "p10\np9\n"),
                arguments(
                        "custom-columns=A:.metadata.labels --sort-by=.metadata.labels.app",
                        """
                        A
                        map[app:db]
                        map[app:web tier.io/level:low]
                        """));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objects_are_printed_in_the_form_asked_for(String format, String text) {
        cluster.answer("GET " + PODS, list());

        assertThat(cluster.runLine("get pods -o " + format)).isZero();

        assertThat(cluster.out()).isEqualTo(text);
    }

    @Test
    void one_object_is_not_wrapped_in_a_list() {
        cluster.answer("GET " + PODS + "/p9", P9);

        assertThat(cluster.run("get", "pod", "p9", "-o", "jsonpath={.kind} {.metadata.name}"))
                .isZero();

        assertThat(cluster.out()).isEqualTo("Pod p9");
    }

    @ParameterizedTest
    @CsvSource({"'', false", "--show-managed-fields, true"})
    void managed_fields_are_shown_when_asked_for(String flag, boolean areShown) {
        cluster.answer("GET " + PODS + "/p10", P10);

        cluster.runLine(("get pod/p10 -o yaml " + flag).strip());
        cluster.runLine(("get pod/p10 -o json " + flag).strip());

        assertThat(cluster.out().split("managedFields").length - 1).isEqualTo(areShown ? 2 : 0);
    }

    @Test
    void columns_and_templates_can_stand_in_files() throws IOException {
        cluster.answer("GET " + PODS, list());
        Path columns = Files.writeString(directory.resolve("c"), "A     B\n.kind metadata.name\n");
        Path template = Files.writeString(directory.resolve("t"), "{.items[0].kind}!");

        cluster.run("get", "pods", "-o", "custom-columns-file=" + columns);
        cluster.run("get", "pods", "-o", "jsonpath-file=" + template);

        assertThat(cluster.out()).isEqualTo("A     B\nPod   p10\nPod   p9\nPod!");
    }

    @Test
    void a_collection_is_read_page_by_page() {
        cluster.answer("GET " + PODS, LIST.formatted(",\"continue\":\"x\"", P10));
        cluster.answer("GET " + PODS + "?continue=x", LIST.formatted("", P9));

        assertThat(cluster.run("get", "pods", "--chunk-size=1", "-o", "name")).isZero();

        assertThat(cluster.out()).isEqualTo("pod/p10\npod/p9\n");
    }

    @Test
    void objects_of_a_manifest_are_shown_kind_by_kind() throws IOException {
        Path manifest = directory.resolve("m.yaml");
        Files.writeString(
                manifest,
                """
                {apiVersion: v1, kind: Pod, metadata: {name: p9}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
                """);
        cluster.answer("GET " + PODS + "/p9", TABLE.formatted(row("p9", "0/2", P9)));
        cluster.answer(
                "GET /api/v1/namespaces/default/configmaps/cm",
                TABLE.formatted(row("cm", "1", "{}")));

        assertThat(cluster.run("get", "-f", manifest.toString())).isZero();

        assertThat(cluster.out())
                .isEqualTo(
                        """
                        NAME     READY
                        pod/p9   0/2

                        NAME           READY
                        configmap/cm   1
                        """);
    }

    @Test
    void raw_prints_what_the_server_has() {
        cluster.answer("GET /version", "{\"major\":\"1\"}");

        assertThat(cluster.run("get", "--raw", "/version")).isZero();

        assertThat(cluster.out()).isEqualTo("{\"major\":\"1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pods -o nope                      | error: unable to match a printer suitable for the output format "nope", allowed formats are: custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,wide,yaml
                    pods -o go-template={{.kind}}     | error: skiff has no Go templates; use -o jsonpath or kubectl
                    pods -o jsonpath                  | error: template format specified but no template given
                    pods -o jsonpath={.x              | error: error parsing jsonpath {.x, unclosed action
                    pods -o jsonpath-file=/no/file    | error: error reading --template /no/file, open /no/file: no such file or directory
                    pods -o custom-columns            | error: custom-columns format specified but no custom columns given
                    pods -o custom-columns=NAME       | error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>
                    pods --sort-by=.nope -o name      | error: couldn't find any field with path "{.nope}" in the list of objects
                    pods --sort-by=.metadata -o name  | error: cannot sort by {.metadata}: it is a list or an object
                    pods --subresource=status         | error: subresource cannot be used when bulk resources are specified
                    pod p9 -A                         | error: a resource cannot be retrieved by name across all namespaces
                    pod p9 -l a=b                     | error: name cannot be provided when a selector is specified
                    pods/p9 cm                        | error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
                    --raw version                     | error: --raw must be a valid URL path: parse "version": invalid URI for request
                    pods --raw /version               | error: arguments may not be passed when --raw is specified
                    pods --output-watch-events        | error: --output-watch-events option can only be used with --watch or --watch-only
                    pods,cm -w                        | error: you may only specify a single resource type
                    """)
    void what_cannot_be_is_told_in_kubectls_words(String line, String message) {
        cluster.answer("GET " + PODS, list());

        assertThat(cluster.runLine("get " + line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(message + "\n");
        assertThat(cluster.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    get pods                     | No resources found in default namespace.
                    get pods -A                  | No resources found
                    get pods --ignore-not-found  |
                    """)
    void nothing_found_is_told(String line, String message) {
        cluster.answer("GET " + PODS, TABLE.formatted(""));
        cluster.answer("GET /api/v1/pods", TABLE.formatted(""));

        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.err()).isEqualTo(message == null ? "" : message + "\n");
    }

    static List<Arguments> watches() {
        return List.of(
                arguments("-o name", "pod/p10\npod/p9\n"),
                arguments("-o name --watch-only", "pod/p9\n"),
                arguments("-o jsonpath={.metadata.name},", "p10,p9,"),
                arguments(
                        "--output-watch-events -o jsonpath={.type}:{.object.metadata.name},",
                        "ADDED:p10,MODIFIED:p9,"),
                arguments(
                        "-o custom-columns=N:.metadata.name,KIND:.kind",
                        """
                        N     KIND
                        p10   Pod
                        p9    Pod
                        """));
    }

    @ParameterizedTest
    @MethodSource("watches")
    void a_watch_shows_what_is_there_and_what_comes(String flags, String text) {
        cluster.answer("GET " + PODS, LIST.formatted("", P10));
        cluster.watch(PODS, modified(P9), new WatchEvent.Failed(EXPIRED.toTree()));

        assertThat(cluster.runLine("get pods -w " + flags)).isEqualTo(1);

        assertThat(cluster.out()).isEqualTo(text);
    }

    @Test
    void a_watched_table_says_what_happened() {
        cluster.answer("GET " + PODS, TABLE.formatted(row("p10", "0/1", P10)));
        cluster.answer("GET " + PODS + "/p9", TABLE.formatted(row("p9", "0/2", P9)));
        cluster.watch(PODS, modified(P9), new WatchEvent.Failed(EXPIRED.toTree()));

        assertThat(cluster.runLine("get pods -w --output-watch-events")).isEqualTo(1);

        assertThat(cluster.out())
                .isEqualTo(
                        """
                        EVENT      NAME   READY
                        ADDED      p10    0/1
                        MODIFIED   p9     0/2
                        """);
    }

    private static WatchEvent modified(String object) {
        return new WatchEvent.Modified(StoredObject.ofWire(tree(object)));
    }

    private static ObjectNode tree(String json) {
        return Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
    }
}
