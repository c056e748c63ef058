package dev.skiff.it.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Patch;
import dev.skiff.client.Types;
import dev.skiff.it.docker.RealEngine;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Deployment whose containers go on whatever happens around them.
public final class SteadyPods {
    private static final ObjectKey KEY = new ObjectKey("default", "steady");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final SkiffProcess skiff;

    private SteadyPods(SkiffProcess skiff) {
        this.skiff = skiff;
    }

    /// Creates it, without replicas.
    public static SteadyPods on(SkiffProcess skiff) {
        Map<String, String> labels = Map.of("app", "steady");
        Deployment deployment =
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(KEY.namespace())
                        .withName(KEY.name())
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withTerminationGracePeriodSeconds(0L)
                        .addNewContainer()
                        .withName("main")
                        .withImage(RealEngine.IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build();
        skiff.client().create(Types.DEPLOYMENT, deployment).doneOrThrow();
        return new SteadyPods(skiff);
    }

    /// Waits until so many are ready.
    public void scale(int replicas) {
        ObjectNode change = Json.object();
        change.putObject("spec").put("replicas", replicas);
        skiff.client().patch(Kinds.DEPLOYMENT, KEY, Patch.merge(change)).doneOrThrow();
        await().atMost(PATIENCE).until(() -> ready() == replicas);
    }

    /// As the API server knows it.
    public int ready() {
        return skiff.client()
                .find(Kinds.DEPLOYMENT, KEY)
                .orElseThrow()
                .path("status")
                .path("readyReplicas")
                .asInt();
    }

    /// What the engine runs for the cluster, each with its identity and when it was started.
    public List<String> containers() {
        String ids =
                RealEngine.docker(
                        "ps",
                        "-aq",
                        "--no-trunc",
                        "--filter",
                        "label=skiff.dev/cluster=" + skiff.clusterId());
        List<String> command = new ArrayList<>(List.of("inspect", "--format"));
        command.add("{{.Name}} {{.Id}} {{.State.StartedAt}} {{.State.Status}}");
        ids.lines().forEach(command::add);
        return RealEngine.docker(command.toArray(String[]::new)).lines().sorted().toList();
    }
}
