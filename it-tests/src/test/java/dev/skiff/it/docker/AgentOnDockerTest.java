package dev.skiff.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentOnDockerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path root;
    private AgentCluster cluster;

    @BeforeAll
    static void requireEngine() {
        RealEngine.require();
    }

    @BeforeEach
    void startCluster() {
        cluster = new AgentCluster(root, "10.214.0.0/16");
        cluster.startAgent("node-a", 0);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void a_pod_serves_the_page_of_its_config_map_and_leaves_nothing_behind() throws Exception {
        createPage("Hello from a ConfigMap.");
        cluster.createPod(webPod("web", "node-a"));

        JsonNode pod = cluster.awaitReady("web");

        assertThat(pod.at("/status/phase").asText()).isEqualTo("Running");
        assertThat(get(pod)).isEqualTo("Hello from a ConfigMap.");
        await().untilAsserted(
                        () ->
                                assertThat(cluster.events("web"))
                                        .contains(
                                                "Pulled: Container image \"skiff/hello:1\" already present on machine and can be accessed by the pod",
                                                "Created: Container created",
                                                "Started: Container started"));

        cluster.deletePod("web");
        cluster.awaitGone("web");
        assertThat(cluster.containers()).isEmpty();
    }

    @Test
    void pods_of_two_nodes_reach_each_other_by_address() {
        createPage("reached");
        cluster.startAgent("node-b", 1);
        cluster.createPod(webPod("web", "node-a"));
        cluster.createPod(webPod("client", "node-b"));
        String address = cluster.awaitReady("web").at("/status/podIP").asText();
        String client = containerId(cluster.awaitReady("client"));

        assertThat(address).startsWith("10.214.0.");
        assertThat(RealEngine.docker("exec", client, "wget", "-qO-", "http://" + address + ":8080"))
                .isEqualTo("reached");
    }

    @Test
    void a_killed_container_is_restarted_and_serves_again() throws Exception {
        createPage("back again");
        cluster.createPod(webPod("web", "node-a"));
        String first = containerId(cluster.awaitReady("web"));

        RealEngine.docker("kill", first);

        await().atMost(PATIENCE)
                .until(() -> restarts("web") == 1 && AgentCluster.isReady(cluster.pod("web")));
        assertThat(containerId(cluster.pod("web"))).isNotEqualTo(first);
        assertThat(get(cluster.pod("web"))).isEqualTo("back again");
    }

    @Test
    void a_restarted_agent_takes_over_what_runs() {
        createPage("still here");
        cluster.createPod(webPod("web", "node-a"));
        cluster.awaitReady("web");
        List<String> before = cluster.running();
        String transition = readySince("web");

        cluster.stopAgent("node-a");
        cluster.startAgent("node-a", 0);
        cluster.createPod(webPod("other", "node-a"));
        cluster.awaitReady("other");

        assertThat(cluster.running()).containsAll(before);
        assertThat(restarts("web")).isZero();
        assertThat(readySince("web")).isEqualTo(transition);
    }

    @Test
    void what_was_deleted_while_the_agent_was_away_is_removed_when_it_returns() {
        createPage("gone soon");
        cluster.createPod(webPod("web", "node-a"));
        cluster.awaitReady("web");
        cluster.stopAgent("node-a");
        cluster.call("DELETE", "/api/v1/namespaces/default/pods/web", "{\"gracePeriodSeconds\":0}");
        assertThat(cluster.pod("web")).isEmpty();
        assertThat(cluster.running()).isNotEmpty();

        cluster.startAgent("node-a", 0);

        await().atMost(PATIENCE).until(() -> cluster.containers().isEmpty());
    }

    @Test
    void a_command_that_does_not_exist_ends_in_a_crash_loop() {
        cluster.createPod(pod("bad", "\"command\":[\"no-such-command\"]"));

        await().atMost(PATIENCE).until(() -> waitingReason("bad").equals("CrashLoopBackOff"));

        JsonNode status = cluster.pod("bad").at("/status/containerStatuses/0");
        assertThat(status.at("/state/waiting/message").asText())
                .startsWith("back-off 10s restarting failed container=main pod=bad_default(");
        assertThat(status.at("/lastState/terminated/reason").asText()).isEqualTo("StartError");
        assertThat(status.at("/lastState/terminated/message").asText())
                .contains("\"no-such-command\": executable file not found in $PATH");
    }

    @Test
    void a_missing_config_map_is_named_and_waited_for() {
        cluster.createPod(
                pod(
                        "env",
                        """
                        "env":[{"name":"COLOUR","valueFrom":{"configMapKeyRef":{"name":"paint","key":"colour"}}}],
                        "command":["sh","-c","echo $COLOUR $(COLOUR); sleep 1000"]"""));
        await().atMost(PATIENCE)
                .until(() -> waitingReason("env").equals("CreateContainerConfigError"));
        assertThat(
                        cluster.pod("env")
                                .at("/status/containerStatuses/0/state/waiting/message")
                                .asText())
                .isEqualTo("configmap \"paint\" not found");

        cluster.create(
                "/api/v1/namespaces/default/configmaps",
                "{\"metadata\":{\"name\":\"paint\"},\"data\":{\"colour\":\"blue\"}}");

        cluster.awaitReady("env");
        await().atMost(PATIENCE).until(() -> cluster.logs("env", Map.of()).equals("blue blue\n"));
    }

    @Test
    void a_changed_config_map_reaches_the_running_container() throws Exception {
        createPage("first edition");
        cluster.createPod(webPod("web", "node-a"));
        cluster.awaitReady("web");

        cluster.patch(
                "/api/v1/namespaces/default/configmaps/page",
                "{\"data\":{\"index.html\":\"second edition\"}}");

        await().atMost(PATIENCE).until(() -> get(cluster.pod("web")).equals("second edition"));
        assertThat(restarts("web")).isZero();
    }

    @Test
    void an_image_that_cannot_be_pulled_says_why() {
        cluster.createPod(
                """
                {"metadata":{"name":"far"},"spec":{"nodeName":"node-a","containers":[
                  {"name":"main","image":"skiff.invalid/nothing:1"}]}}""");

        await().atMost(PATIENCE).until(() -> waitingReason("far").equals("ImagePullBackOff"));

        assertThat(cluster.events("far"))
                .anyMatch(told -> told.equals("Pulling: Pulling image \"skiff.invalid/nothing:1\""))
                .anyMatch(
                        told ->
                                told.startsWith(
                                        "Failed: Failed to pull image \"skiff.invalid/nothing:1\": "))
                .contains("Failed: Error: ErrImagePull", "Failed: Error: ImagePullBackOff");
    }

    @Test
    void memory_is_limited_shared_memory_volumes_are_shared_and_init_containers_come_first() {
        cluster.createPod(
                """
                {"metadata":{"name":"many"},"spec":{"nodeName":"node-a","terminationGracePeriodSeconds":1,
                  "initContainers":[{"name":"first","image":"skiff/hello:1","command":["sh","-c","echo prepared > /fast/file"],
                     "volumeMounts":[{"name":"fast","mountPath":"/fast"}]}],
                  "containers":[{"name":"main","image":"skiff/hello:1",
                     "command":["sh","-c","cat /fast/file; mount | grep /fast; sleep 1000"],
                     "resources":{"limits":{"memory":"32Mi","cpu":"500m"}},
                     "volumeMounts":[{"name":"fast","mountPath":"/fast"}]}],
                  "volumes":[{"name":"fast","emptyDir":{"medium":"Memory","sizeLimit":"1Mi"}}]}}""");
        JsonNode pod = cluster.awaitReady("many");

        await().atMost(PATIENCE)
                .until(() -> cluster.logs("many", Map.of("container", "main")).contains("tmpfs"));
        assertThat(cluster.logs("many", Map.of("container", "main")))
                .startsWith("prepared\ntmpfs on /fast");
        assertThat(
                        RealEngine.docker(
                                "inspect",
                                "--format",
                                "{{.HostConfig.Memory}} {{.HostConfig.CpuQuota}}",
                                containerId(pod)))
                .isEqualTo("33554432 50000");
    }

    private void createPage(String text) {
        cluster.create(
                "/api/v1/namespaces/default/configmaps",
                "{\"metadata\":{\"name\":\"page\"},\"data\":{\"index.html\":\"%s\"}}"
                        .formatted(text));
    }

    private static String webPod(String name, String node) {
        return """
        {"metadata":{"name":"%s"},"spec":{"nodeName":"%s","terminationGracePeriodSeconds":5,
          "containers":[{"name":"web","image":"skiff/hello:1","ports":[{"containerPort":8080}],
            "readinessProbe":{"httpGet":{"port":8080},"periodSeconds":1},
            "volumeMounts":[{"name":"page","mountPath":"/www"}]}],
          "volumes":[{"name":"page","configMap":{"name":"page"}}]}}"""
                .formatted(name, node);
    }

    private static String pod(String name, String fields) {
        return """
        {"metadata":{"name":"%s"},"spec":{"nodeName":"node-a","terminationGracePeriodSeconds":1,
          "containers":[{"name":"main","image":"skiff/hello:1",%s}]}}"""
                .formatted(name, fields);
    }

    private static String containerId(JsonNode pod) {
        return pod.at("/status/containerStatuses/0/containerID").asText().replace("docker://", "");
    }

    private int restarts(String name) {
        return cluster.pod(name).at("/status/containerStatuses/0/restartCount").asInt();
    }

    private String waitingReason(String name) {
        return cluster.pod(name).at("/status/containerStatuses/0/state/waiting/reason").asText();
    }

    private String readySince(String name) {
        for (JsonNode condition : cluster.pod(name).at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("lastTransitionTime").asText();
            }
        }
        return "";
    }

    private static String get(JsonNode pod) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page =
                    URI.create("http://" + pod.at("/status/podIP").asText() + ":8080/index.html");
            return client.send(
                            HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
