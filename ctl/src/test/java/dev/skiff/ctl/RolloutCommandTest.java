package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutCommandTest {
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String WAITING =
            "Waiting for deployment \"slow\" rollout to finish: 1 out of 2 new replicas have been updated...";

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        deployment("done", false, 2);
        deployment("slow", false, 1);
        deployment("held", true, 2);
        cluster.watch(DEPLOYMENTS);
        cluster.refuse(
                "GET " + DEPLOYMENTS + "/nope",
                404,
                "NotFound",
                "deployments.apps \"nope\" not found");
        cluster.answer(
                "GET /api/v1/namespaces/default/configmaps/page",
                "{\"metadata\":{\"name\":\"page\"}}");
    }

    private void deployment(String name, boolean isPaused, int updated) {
        String object =
                """
                {"metadata":{"name":"%s","annotations":{"deployment.kubernetes.io/revision":"2"}},
                 "spec":{"replicas":2,"paused":%s},
                 "status":{"replicas":%d,"updatedReplicas":%d,"availableReplicas":%d}}
                """
                        .formatted(name, isPaused, updated, updated, updated);
        cluster.answer("GET " + DEPLOYMENTS + "/" + name, object);
        cluster.answer("PATCH " + DEPLOYMENTS + "/" + name, object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            rollout status deploy/done                        | deployment "done" successfully rolled out
            rollout status deploy done --revision=2           | deployment "done" successfully rolled out
            rollout status deploy/slow --watch=false          | Waiting for deployment "slow" rollout to finish: 1 out of 2 new replicas have been updated...
            rollout pause deploy/done                         | deployment.apps/done paused
            rollout resume deploy/held                        | deployment.apps/held resumed
            rollout restart deploy done slow -o name          | deployment.apps/done;deployment.apps/slow
            """)
    void what_goes_on_is_told_in_kubectls_words(String line, String expected) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out()).isEqualTo(expected.replace(';', '\n') + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            rollout status                                    | error: required resource not specified
            rollout status deploy/nope                        | Error from server (NotFound): deployments.apps "nope" not found
            rollout status deploy/done --revision=1           | error: desired revision (1) is different from the running revision (2)
            rollout status deploy/done --revision=-2          | error: revision must be a positive integer: -2
            rollout status cm/page                            | error: no status viewer has been implemented for ConfigMap
            rollout pause deploy/held                         | error: deployments.apps "held" is already paused
            rollout resume deploy/done                        | error: deployments.apps "done" is not paused
            rollout restart deploy/held                       | error: deployments.apps "held" can't restart paused deployment (run rollout resume first)
            rollout restart cm/page                           | error: configmaps "page" restarting is not supported
            rollout pause                                     | error: required resource not specified
            rollout undo deploy/done                          | error: rollout undo is not there yet; on this cluster it works with: kubectl rollout undo deploy/done
            """)
    void what_cannot_be_is_refused(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }

    @Test
    void a_rollout_that_is_late_does_not_keep_the_others_from_being_told() {
        assertThat(cluster.runLine("rollout status deploy slow done --timeout=1ms")).isEqualTo(1);

        assertThat(cluster.out())
                .isEqualTo(WAITING + "\ndeployment \"done\" successfully rolled out\n");
        assertThat(cluster.err()).isEqualTo("error: timed out waiting for the condition\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            rollout pause deploy/done     | {"spec":{"paused":true}}
            rollout resume deploy/held    | {"spec":{"paused":null}}
            rollout restart deploy/done   | {"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"1970-01-01T00:00:00Z"}}}}}
            """)
    void only_what_changes_is_sent(String line, String patch) {
        cluster.runLine(line);

        assertThat(cluster.lastBody()).hasToString(patch);
    }
}
