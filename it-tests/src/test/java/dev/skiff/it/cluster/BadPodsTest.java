package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skiff.it.docker.RealEngine;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Pods that cannot run say why in Kubernetes' words, and disturb nobody: meanwhile an application
/// of the same cluster answers every call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadPodsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SkiffProcess skiff;
    private ClusterApi api;
    private HelloApp app;
    private Canary canary;

    @BeforeAll
    void startCluster() {
        RealEngine.require();
        skiff = SkiffProcess.started();
        api = ClusterApi.of(skiff);
        app = HelloApp.ready(api, "canary", 2);
    }

    @AfterAll
    void deleteCluster() {
        if (skiff != null) {
            skiff.close();
        }
    }

    @BeforeEach
    void watchCanary() {
        canary = Canary.watch(app.pods());
    }

    @AfterEach
    void canary_was_not_disturbed() {
        try (Canary watched = canary) {
            assertThat(watched.answers()).isPositive();
            assertThat(watched.failures()).isEmpty();
        }
    }

    @Test
    void a_container_that_keeps_ending_is_restarted_ever_later() {
        api.create(pod("crash", "\"command\":[\"sh\",\"-c\",\"exit 3\"]"));

        PodView pod = awaitPod("crash", now -> reason(now).equals("CrashLoopBackOff"));

        assertThat(pod.waiting().path("message").asText())
                .isEqualTo(
                        "back-off 10s restarting failed container=main pod=crash_default(%s)",
                        pod.uid());
        assertThat(pod.restarts()).isEqualTo(1);
        assertThat(pod.lastEnd().path("reason").asText()).isEqualTo("Error");
        assertThat(pod.lastEnd().path("exitCode").asInt()).isEqualTo(3);

        pod =
                awaitPod(
                        "crash",
                        now -> now.restarts() == 2 && reason(now).equals("CrashLoopBackOff"));

        assertThat(pod.waiting().path("message").asText()).startsWith("back-off 20s ");
        assertThat(pod.phase()).isEqualTo("Running");
        assertThat(api.events("crash"))
                .contains(
                        "BackOff: Back-off restarting failed container main in pod crash_default(%s)"
                                .formatted(pod.uid()));
    }

    @Test
    void a_missing_command_is_named() {
        api.create(pod("lost", "\"command\":[\"no-such-command\"]"));

        PodView pod = awaitPod("lost", now -> reason(now).equals("CrashLoopBackOff"));

        assertThat(pod.lastEnd().path("reason").asText()).isEqualTo("StartError");
        assertThat(pod.lastEnd().path("exitCode").asInt()).isEqualTo(128);
        assertThat(pod.lastEnd().path("message").asText())
                .contains("exec: \"no-such-command\": executable file not found in $PATH");
    }

    @Test
    void a_missing_image_is_named() {
        api.create(pod("bare", "\"imagePullPolicy\":\"Never\"").replace("hello:1", "none:1"));
        api.create(pod("far", "\"args\":[]").replace("skiff/hello:1", "skiff.invalid/none:1"));

        PodView bare = awaitPod("bare", now -> reason(now).equals("ErrImageNeverPull"));
        assertThat(bare.waiting().path("message").asText())
                .isEqualTo(
                        "Container image \"skiff/none:1\" is not present with pull policy of Never");
        awaitPod("far", now -> reason(now).equals("ErrImagePull"));
        PodView far = awaitPod("far", now -> reason(now).equals("ImagePullBackOff"));
        assertThat(far.waiting().path("message").asText())
                .startsWith("Back-off pulling image \"skiff.invalid/none:1\"");
    }

    @Test
    void a_missing_config_map_is_named() {
        api.create(pod("unset", "\"envFrom\":[{\"configMapRef\":{\"name\":\"nowhere\"}}]"));

        PodView pod = awaitPod("unset", now -> reason(now).equals("CreateContainerConfigError"));

        assertThat(pod.waiting().path("message").asText())
                .isEqualTo("configmap \"nowhere\" not found");
        assertThat(pod.phase()).isEqualTo("Pending");
    }

    @Test
    void a_missing_volume_is_named() {
        api.create(
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"unmounted"},"spec":{
                  "terminationGracePeriodSeconds":1,
                  "containers":[{"name":"main","image":"skiff/hello:1",
                    "volumeMounts":[{"name":"page","mountPath":"/www"}]}],
                  "volumes":[{"name":"page","configMap":{"name":"nowhere"}}]}}""");

        awaitPod("unmounted", now -> reason(now).equals("ContainerCreating"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(api.events("unmounted"))
                                        .contains(
                                                "FailedMount: MountVolume.SetUp failed for volume \"page\" : configmap \"nowhere\" not found"));
    }

    @Test
    void an_impossible_request_waits_with_a_reason() {
        api.create(pod("huge", "\"resources\":{\"requests\":{\"cpu\":\"1000\"}}"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(api.events("huge"))
                                        .contains(
                                                "FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."));
        PodView pod = api.pod("huge");
        assertThat(pod.phase()).isEqualTo("Pending");
        assertThat(pod.tree().at("/status/conditions/0/reason").asText())
                .isEqualTo("Unschedulable");
    }

    private PodView awaitPod(String name, Predicate<PodView> wish) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.pod(name), wish);
    }

    private static String reason(PodView pod) {
        return pod.waiting().path("reason").asText();
    }

    private static String pod(String name, String fields) {
        return """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},"spec":{
          "terminationGracePeriodSeconds":1,
          "containers":[{"name":"main","image":"skiff/hello:1",%s}]}}"""
                .formatted(name, fields);
    }
}
