package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleCommandTest {
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String SCALE =
            """
            {"metadata":{"resourceVersion":"5"},"spec":{"replicas":3},"status":{"replicas":3}}
            """;

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        for (String name : new String[] {"web", "api"}) {
            cluster.answer(
                    "GET " + DEPLOYMENTS + "/" + name,
                    "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"%s\"}}"
                            .formatted(name));
            cluster.answer("GET " + DEPLOYMENTS + "/" + name + "/scale", SCALE);
            cluster.answer("PATCH " + DEPLOYMENTS + "/" + name + "/scale", SCALE);
        }
        cluster.refuse(
                "GET " + DEPLOYMENTS + "/nope",
                404,
                "NotFound",
                "deployments.apps \"nope\" not found");
        cluster.answer(
                "GET " + DEPLOYMENTS,
                """
                {"kind":"DeploymentList","apiVersion":"apps/v1","items":[{"metadata":{"name":"web"}},{"metadata":{"name":"api"}}]}
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            scale deploy web --replicas=2                        | deployment.apps/web scaled
            scale deploy web api --replicas=2                    | deployment.apps/web scaled;deployment.apps/api scaled
            scale deploy/web deploy/api --replicas=2 -o name     | deployment.apps/web;deployment.apps/api
            scale deploy --all --replicas=2                      | deployment.apps/web scaled;deployment.apps/api scaled
            scale deploy -l a=b --replicas=2                     | deployment.apps/web scaled;deployment.apps/api scaled
            scale deploy web --replicas=2 --dry-run=client       | deployment.apps/web scaled (dry run)
            scale deploy web --replicas=2 --dry-run=server       | deployment.apps/web scaled (server dry run)
            scale deploy web --replicas=3 --timeout=1s           | deployment.apps/web scaled
            scale deploy web --replicas=2 --current-replicas=3   | deployment.apps/web scaled
            scale deploy web --replicas=2 --resource-version=5   | deployment.apps/web scaled
            """)
    void what_is_scaled_is_told_in_kubectls_words(String line, String expected) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out()).isEqualTo(expected.replace(';', '\n') + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            scale deploy web --replicas=-2                       | error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0
            scale deploy web --replicas=2 --current-replicas=-2  | error: The --current-replicas must specify an integer of -1 or greater
            scale deploy web --replicas=2 --current-replicas=7   | error: Expected replicas to be 7, was 3
            scale deploy web --replicas=2 --resource-version=1   | error: Expected resource version to be 1, was 5
            scale deploy nope --replicas=2                       | error: no objects passed to scale deployments.apps "nope" not found
            scale deploy web nope --replicas=2                   | Error from server (NotFound): deployments.apps "nope" not found
            scale deploy --replicas=2                            | error: resource(s) were provided, but no name was specified
            """)
    void what_cannot_be_is_refused(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }

    @Test
    void several_objects_are_yaml_documents() {
        cluster.runLine("scale deploy web api --replicas=2 --dry-run=client -o yaml");

        assertThat(cluster.out())
                .isEqualTo(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: web
                        ---
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: api
                        """);
    }

    @Test
    void a_condition_holds_until_the_change_is_made() {
        cluster.runLine("scale deploy web --replicas=2 --current-replicas=3");

        assertThat(cluster.lastBody())
                .hasToString(
                        "{\"spec\":{\"replicas\":2},\"metadata\":{\"resourceVersion\":\"5\"}}");
    }

    @Test
    void a_scale_that_does_not_come_in_time_is_an_error() {
        cluster.answer(
                "GET " + DEPLOYMENTS + "/web/scale",
                "{\"spec\":{\"replicas\":2},\"status\":{\"replicas\":3}}");
        cluster.watch(DEPLOYMENTS);

        assertThat(cluster.runLine("scale deploy web --replicas=2 --timeout=1ms")).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo("error: timed out waiting for \"web\" to be synced\n");
    }

    @Test
    void a_missing_namespace_is_told_rather_than_the_object() {
        cluster.refuse("GET /apis/apps/v1/namespaces/x/deployments/web", 404, "NotFound", "no web");
        cluster.refuse("GET /api/v1/namespaces/x", 404, "NotFound", "namespaces \"x\" not found");

        assertThat(cluster.runLine("scale deploy web --replicas=2 -n x")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo("error: no objects passed to scale namespaces \"x\" not found\n");
    }
}
