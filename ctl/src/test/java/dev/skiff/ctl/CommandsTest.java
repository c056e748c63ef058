package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Commands against canned answers: what they ask, print and return.
class CommandsTest {
    private static final String CORE =
            """
            {"items":[{"metadata":{"name":""},"versions":[{"version":"v1","resources":[
              {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","singularResource":"pod","shortNames":["po"],"categories":["all"],"verbs":["get","list"]},
              {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","singularResource":"configmap","shortNames":["cm"],"verbs":["get"]},
              {"resource":"secrets","responseKind":{"kind":"Secret"},"scope":"Namespaced","singularResource":"secret","verbs":["get"]},
              {"resource":"services","responseKind":{"kind":"Service"},"scope":"Namespaced","singularResource":"service","verbs":["get"]}]}]}]}
            """;
    private static final String GROUPS =
            """
            {"items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
              {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","singularResource":"deployment","shortNames":["deploy"],"categories":["all"],"verbs":["get"]},
              {"resource":"replicasets","responseKind":{"kind":"ReplicaSet"},"scope":"Namespaced","singularResource":"replicaset","verbs":["get"]}]}]}]}
            """;
    private static final String PODS_TABLE =
            """
            {"columnDefinitions":[{"name":"Name","priority":0},{"name":"Ready","priority":0},{"name":"IP","priority":1}],
             "rows":[{"cells":["one","1/1","10.0.0.1"],"object":{"metadata":{"name":"one","namespace":"default","labels":{"b":"2","a":"1"}}}},
                     {"cells":["twelve","0/1","10.0.0.2"],"object":{"metadata":{"name":"twelve","namespace":"default"}}}]}
            """;

    @TempDir Path directory;
    private final Map<String, ApiResponse> answers = new LinkedHashMap<>();
    private final List<ApiRequest> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    @BeforeEach
    void write_a_kubeconfig() throws IOException {
        Files.writeString(
                directory.resolve("config"),
                """
                current-context: skiff
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:6443"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: skiff, context: {cluster: c, user: u}}]
                """);
        answers.put("GET /api", json(200, CORE));
        answers.put("GET /apis", json(200, GROUPS));
    }

    @Test
    void get_prints_the_servers_table_aligned() {
        answers.put("GET /api/v1/namespaces/default/pods", json(200, PODS_TABLE));

        assertThat(run("get", "po")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        NAME     READY
                        one      1/1
                        twelve   0/1
                        """);
    }

    @Test
    void wide_tables_show_lesser_columns_and_labels() {
        answers.put("GET /api/v1/namespaces/default/pods", json(200, PODS_TABLE));

        assertThat(run("get", "pods", "-o", "wide", "--show-labels")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        NAME     READY   IP         LABELS
                        one      1/1     10.0.0.1   a=1,b=2
                        twelve   0/1     10.0.0.2   <none>
                        """);
    }

    @Test
    void a_missing_object_is_told_in_kubectls_words() {
        answers.put(
                "GET /apis/apps/v1/namespaces/default/deployments/web",
                status(404, "NotFound", "deployments.apps \"web\" not found"));

        assertThat(run("get", "deploy/web")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Error from server (NotFound): deployments.apps \"web\" not found\n");
    }

    @Test
    void an_unknown_kind_is_told_in_kubectls_words() {
        assertThat(run("get", "boats")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("error: the server doesn't have a resource type \"boats\"\n");
    }

    @Test
    void apply_creates_what_is_missing_and_remembers_what_was_asked_for() {
        answers.put(
                "GET /api/v1/namespaces/default/configmaps/page",
                status(404, "NotFound", "configmaps \"page\" not found"));
        answers.put(
                "POST /api/v1/namespaces/default/configmaps",
                json(201, "{\"metadata\":{\"name\":\"page\"}}"));
        input = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: b}\n";

        assertThat(run("apply", "-f", "-")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("configmap/page created\n");
        assertThat(new String(asked.getLast().body(), StandardCharsets.UTF_8))
                .contains(
                        "\"kubectl.kubernetes.io/last-applied-configuration\":\"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"b\\\"}");
    }

    @Test
    void apply_of_the_same_again_sends_nothing() {
        String stored =
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"page","namespace":"default","resourceVersion":"5","annotations":
                {"kubectl.kubernetes.io/last-applied-configuration":"{\\"apiVersion\\":\\"v1\\",\\"data\\":{\\"a\\":\\"b\\"},\\"kind\\":\\"ConfigMap\\",\\"metadata\\":{\\"annotations\\":{},\\"name\\":\\"page\\",\\"namespace\\":\\"default\\"}}\\n"}},
                "data":{"a":"b"}}
                """;
        answers.put("GET /api/v1/namespaces/default/configmaps/page", json(200, stored));
        input = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {a: b}\n";

        assertThat(run("apply", "-f", "-")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("configmap/page unchanged\n");
        assertThat(asked).extracting(ApiRequest::method).containsOnly("GET");
    }

    @Test
    void scale_patches_the_scale_subresource() {
        answers.put(
                "GET /apis/apps/v1/namespaces/default/deployments/web",
                json(200, "{\"metadata\":{\"name\":\"web\"}}"));
        answers.put(
                "PATCH /apis/apps/v1/namespaces/default/deployments/web/scale", json(200, "{}"));

        assertThat(run("scale", "deployment", "web", "--replicas=3")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("deployment.apps/web scaled\n");
        assertThat(new String(asked.getLast().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"spec\":{\"replicas\":3}}");
    }

    @Test
    void logs_of_a_missing_pod_are_refused_in_kubectls_words() {
        answers.put("GET /api/v1/namespaces/default/pods/nope", status(404, "NotFound", "no"));

        assertThat(run("logs", "nope")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "error: error from server (NotFound): pods \"nope\" not found in namespace"
                                + " \"default\"\n");
    }

    @ParameterizedTest
    @CsvSource({
        "deployments, /apis/apps/v1/namespaces/default/deployments/web",
        "replicasets, /apis/apps/v1/namespaces/default/replicasets/web-abc",
        "pods, /api/v1/namespaces/default/pods/web-abc-1",
        "services, /api/v1/namespaces/default/services/web",
        "secrets, /api/v1/namespaces/default/secrets/s1",
    })
    void describe_prints_what_kubectl_prints(String kind, String path) throws IOException {
        answers.put("GET " + path, json(200, recorded(kind + ".json")));
        for (String list :
                List.of(
                        "/apis/apps/v1/namespaces/default/replicasets",
                        "/api/v1/namespaces/default/pods",
                        "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices")) {
            String name = list.substring(list.lastIndexOf('/') + 1).replaceFirst("s$", "list");
            answers.put("GET " + list, json(200, recorded(name + ".json")));
        }
        answers.put("GET /api/v1/namespaces/default/events", json(200, "{\"items\":[]}"));

        assertThat(run("describe", kind, path.substring(path.lastIndexOf('/') + 1))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(recorded(kind + ".txt"));
    }

    @Test
    void describe_ends_with_what_happened() throws IOException {
        answers.put(
                "GET /api/v1/namespaces/default/services/web",
                json(200, recorded("services.json")));
        answers.put(
                "GET /apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
                json(200, "{\"items\":[]}"));
        answers.put(
                "GET /api/v1/namespaces/default/events",
                json(
                        200,
                        """
                        {"items":[
                          {"metadata":{"name":"web.2"},"type":"Warning","reason":"Late","message":"second",
                           "source":{"component":"kubelet","host":"n1"},"lastTimestamp":"%1$s"},
                          {"metadata":{"name":"web.1"},"type":"Normal","reason":"Early","message":"first",
                           "reportingComponent":"scheduler","lastTimestamp":"%1$s"}]}
                        """
                                .formatted("1969-12-31T23:59:00Z")));

        assertThat(run("describe", "services", "web")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith(
                        """
                        Events:
                          Type     Reason  Age   From       Message
                          ----     ------  ----  ----       -------
                          Normal   Early   60s   scheduler  first
                          Warning  Late    60s   kubelet    second
                        """);
    }

    private static String recorded(String file) throws IOException {
        try (InputStream in = CommandsTest.class.getResourceAsStream("describe/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int run(String... arguments) {
        ClusterCommands.Terminal terminal =
                new ClusterCommands.Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> Instant.EPOCH);
        CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("skiff"));
        Map<String, String> environment =
                Map.of("KUBECONFIG", directory.resolve("config").toString(), "TZ", "UTC");
        ClusterCommands.all(environment, _ -> this::answer, terminal)
                .forEach(command -> root.addSubcommand(command));
        return root.execute(arguments);
    }

    private ApiResponse answer(ApiRequest request) {
        asked.add(request);
        String call = request.method() + " " + request.path();
        ApiResponse answer = answers.get(call);
        if (answer == null) {
            throw new IllegalStateException("unexpected call " + call);
        }
        return answer;
    }

    private static ApiResponse json(int code, String body) {
        return ApiResponse.json(code, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiResponse status(int code, String reason, String message) {
        return ApiResponse.json(code, Status.failure(code, reason, message).toJson());
    }
}
