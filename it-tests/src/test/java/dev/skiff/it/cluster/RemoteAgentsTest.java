package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.it.docker.RealEngine;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Agents as processes of their own: what a server knows of them, and what it does without them.
class RemoteAgentsTest {
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(10);
    private static final Duration UNTIL_ELSEWHERE = Duration.ofSeconds(15);

    @BeforeAll
    static void requireEngine() {
        RealEngine.require();
    }

    @Test
    void pods_of_a_killed_agent_run_elsewhere_and_it_cleans_up_when_it_returns() {
        try (Neighbour neighbour = new Neighbour();
                RemoteCluster cluster = RemoteCluster.started("node-a", "node-b")) {
            ClusterApi api = cluster.api();
            api.create(patientPod("talker", "node-a"));
            api.create(patientPod("patient", "node-b"));
            HelloApp app = HelloApp.ready(api, "moved", 4);
            List<PodView> before = app.pods();
            assertThat(before).extracting(PodView::node).contains("node-a", "node-b");
            awaitLogs(api, "talker", "from node-a\n");
            awaitLogs(api, "patient", "from node-b\n");

            cluster.killAgent("node-b");

            long killed = System.nanoTime();
            await().atMost(UNTIL_NOT_READY)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !api.isNodeReady("node-b"));
            await().atMost(UNTIL_ELSEWHERE.minusNanos(System.nanoTime() - killed))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> serves(app, 4, "node-a"));
            assertThat(api.pod("patient").isTerminating()).isFalse();
            assertThat(before)
                    .allSatisfy(
                            pod -> assertThat(pod.tolerationSeconds(UNREACHABLE)).isLessThan(10));
            assertThat(cluster.containers().ofNode("node-b")).hasSizeGreaterThan(2);
            String patient = api.pod("patient").containerId();

            cluster.startAgent("node-b");

            await().atMost(PATIENCE).until(() -> api.isNodeReady("node-b"));
            app.awaitReady(4);
            await().atMost(PATIENCE)
                    .until(
                            () -> cluster.containers().ofNode("node-b"),
                            left -> left.size() == 2 && left.contains(patient));
            await().atMost(PATIENCE).until(() -> api.pod("patient").isReady());
            assertThat(api.pod("patient").restarts()).isZero();
            assertThat(neighbour.isUntouched()).isTrue();
        }
    }

    private static void awaitLogs(ClusterApi api, String pod, String expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.logs(pod)).isEqualTo(expected));
    }

    private static boolean serves(HelloApp app, int replicas, String node) {
        List<PodView> pods = app.lasting();
        return pods.size() == replicas
                && pods.stream().allMatch(pod -> pod.isReady() && pod.node().equals(node));
    }

    /// Its users decide for whole fleets; only where we know the cluster to be small do we hurry.
    @Test
    void an_api_server_alone_lets_pods_stay_on_lost_nodes_as_long_as_kubernetes_does()
            throws Exception {
        try (SkiffProcess skiff = SkiffProcess.create()) {
            Process server =
                    skiff.launcher()
                            .start(
                                    skiff.scratch().resolve("apiserver.log"),
                                    "apiserver",
                                    "--datastore",
                                    "memory",
                                    "--port",
                                    Integer.toString(skiff.port()));
            try {
                await().atMost(PATIENCE).until(() -> Files.exists(skiff.kubeconfig()));
                ClusterApi api = ClusterApi.of(skiff);
                await().atMost(PATIENCE).until(() -> api.hasNamespace("default"));

                PodView pod = api.createPod(patientPod("usual", "nowhere"));

                assertThat(pod.tolerationSeconds("node.kubernetes.io/not-ready")).isEqualTo(300);
                assertThat(pod.tolerationSeconds(UNREACHABLE)).isEqualTo(600);
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    /// Stays on a lost node for as long as its user said.
    private static String patientPod(String name, String node) {
        return """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%1$s"},
         "spec":{"nodeName":"%2$s","terminationGracePeriodSeconds":1,
          "tolerations":[{"key":"node.kubernetes.io/unreachable","operator":"Exists",
            "effect":"NoExecute","tolerationSeconds":600}],
          "containers":[{"name":"main","image":"skiff/hello:1",
            "command":["sh","-c","echo from %2$s; sleep 1000"]}]}}"""
                .formatted(name, node);
    }
}
