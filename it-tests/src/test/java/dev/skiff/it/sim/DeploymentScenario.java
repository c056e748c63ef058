package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Patch;
import dev.skiff.client.Types;
import dev.skiff.testkit.sim.SimThread;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;

/// What a user does to one Deployment, and what must come of it.
final class DeploymentScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String NAMESPACE = "default";
    private static final String NAME = "web";
    private static final ObjectKey KEY = new ObjectKey(NAMESPACE, NAME);

    private final SimCluster cluster;
    private final ApiClient user;

    DeploymentScenario(long seed) {
        cluster = new SimCluster(seed, 3);
        user = new ApiClient(cluster.userTransport(), "kubectl");
    }

    /// Returns the hash of everything that happened.
    long run() {
        cluster.start();
        cluster.runUntil("the nodes are ready", PATIENCE, this::nodesAreReady);

        perform("create", this::create);
        becomesComplete(3, "web:1");
        inTrouble("scale up", () -> scale(6));
        becomesComplete(6, "web:1");
        inTrouble("update", () -> setImage("web:2"));
        becomesComplete(6, "web:2");
        loseNode();
        becomesComplete(6, "web:2");
        inTrouble(
                "update and scale down at once",
                () -> {
                    setImage("web:3");
                    cluster.simulation().sleep(cluster.faults().upTo(Duration.ofSeconds(5)));
                    scale(2);
                });
        becomesComplete(2, "web:3");
        inTrouble("delete", this::delete);
        cluster.runUntil("nothing is left of it", PATIENCE, this::nothingIsLeft);
        cluster.runUntil("no container is left", PATIENCE, () -> cluster.containers().isEmpty());
        cluster.view().requireSharedObjectsUnchanged();
        return cluster.simulation().trace().hash();
    }

    /// A node dies while other things fail too: its pods must be replaced elsewhere, and gone when
    /// it is back.
    private void loseNode() {
        cluster.rollouts().mayLosePods();
        cluster.faults().begin();
        int which = cluster.faults().choose(3);
        SimProcess node = cluster.node(which);
        node.lose();
        if (cluster.faults().choose(2) == 0) {
            cluster.machine(which).losePower();
        }
        letTimePass(cluster.faults().upTo(Duration.ofSeconds(60)));
        cluster.endTrouble();
        cluster.runUntil(
                "replacements for the pods of " + node.name(),
                PATIENCE,
                () -> readyPodsElsewhere(node.name()) == 6);
        node.endLoss();
    }

    private long readyPodsElsewhere(String node) {
        return list(Kinds.POD).stream()
                .filter(pod -> Facts.isReady(pod) && !Facts.isTerminating(pod))
                .filter(pod -> !Facts.nodeName(pod).equals(node))
                .count();
    }

    private void inTrouble(String what, Runnable work) {
        cluster.rollouts().allIsQuiet();
        cluster.faults().begin();
        perform(what, work);
        letTimePass(cluster.faults().upTo(Duration.ofSeconds(60)));
        cluster.endTrouble();
    }

    private void perform(String what, Runnable work) {
        SimThread thread = cluster.simulation().spawn("user", work);
        cluster.runUntil("the user could " + what, PATIENCE, thread::isDone);
    }

    private void letTimePass(Duration duration) {
        var end = cluster.simulation().now().plus(duration);
        cluster.runUntil(
                "time passes",
                duration.plusMinutes(1),
                () -> !cluster.simulation().now().isBefore(end));
    }

    private void becomesComplete(int replicas, String image) {
        cluster.runUntil(
                "%d replicas of %s".formatted(replicas, image),
                PATIENCE,
                () -> isComplete(replicas, image));
    }

    private boolean nodesAreReady() {
        List<JsonNode> nodes = list(Kinds.NODE);
        return nodes.size() == 3 && nodes.stream().allMatch(Facts::isReady);
    }

    private boolean isComplete(int replicas, String image) {
        JsonNode deployment = cluster.view().get(Kinds.DEPLOYMENT, NAMESPACE, NAME).orElse(null);
        if (deployment == null) {
            return false;
        }
        JsonNode status = deployment.path("status");
        List<JsonNode> pods = list(Kinds.POD);
        return status.path("observedGeneration").asLong()
                        == deployment.path("metadata").path("generation").asLong()
                && status.path("replicas").asInt() == replicas
                && status.path("updatedReplicas").asInt() == replicas
                && status.path("availableReplicas").asInt() == replicas
                && pods.size() == replicas
                && pods.stream().allMatch(pod -> isAsAsked(pod, image));
    }

    private boolean isAsAsked(JsonNode pod, String image) {
        return Facts.isReady(pod)
                && !Facts.isTerminating(pod)
                && pod.path("spec").path("containers").path(0).path("image").asText().equals(image)
                && cluster.view()
                        .get(Kinds.NODE, "", Facts.nodeName(pod))
                        .filter(Facts::isReady)
                        .isPresent();
    }

    private boolean nothingIsLeft() {
        return list(Kinds.DEPLOYMENT).isEmpty()
                && list(Kinds.REPLICA_SET).isEmpty()
                && list(Kinds.POD).isEmpty();
    }

    private List<JsonNode> list(Kind kind) {
        return cluster.view().list(kind);
    }

    private void create() {
        Deployment deployment = Types.DEPLOYMENT.decode(Json.write(manifest()));
        insist(() -> user.create(Types.DEPLOYMENT, deployment) instanceof ApiResult.Done);
    }

    private void scale(int replicas) {
        ObjectNode change = Json.object();
        change.putObject("spec").put("replicas", replicas);
        insist(
                () ->
                        user.patch(Types.DEPLOYMENT, KEY, Patch.merge(change))
                                instanceof ApiResult.Done);
    }

    private void setImage(String image) {
        ObjectNode change = Json.object();
        change.putObject("spec")
                .putObject("template")
                .putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "main")
                .put("image", image);
        Patch patch = Patch.strategic(change);
        insist(() -> user.patch(Types.DEPLOYMENT, KEY, patch) instanceof ApiResult.Done);
    }

    private void delete() {
        insist(
                () -> {
                    user.delete(Kinds.DEPLOYMENT, KEY, Deletion.any());
                    return true;
                });
    }

    private interface Attempt {
        boolean succeeds();
    }

    /// A user tries until it works.
    private void insist(Attempt attempt) {
        while (true) {
            try {
                if (attempt.succeeds()) {
                    return;
                }
            } catch (OutsideWorldException e) {
                cluster.simulation().pause("the user is told " + e.getMessage());
            }
            cluster.simulation().sleep(Duration.ofSeconds(1));
        }
    }

    private static ObjectNode manifest() {
        ObjectNode deployment = Json.object();
        deployment.put("apiVersion", "apps/v1").put("kind", "Deployment");
        deployment.putObject("metadata").put("namespace", NAMESPACE).put("name", NAME);
        ObjectNode spec = deployment.putObject("spec").put("replicas", 3);
        spec.putObject("selector").putObject("matchLabels").put("app", NAME);
        spec.putObject("strategy")
                .put("type", "RollingUpdate")
                .putObject("rollingUpdate")
                .put("maxUnavailable", 1)
                .put("maxSurge", 1);
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", NAME);
        ObjectNode container = template.putObject("spec").putArray("containers").addObject();
        container.put("name", "main").put("image", "web:1");
        container.putObject("resources").putObject("requests").put("cpu", "1100m");
        return deployment;
    }
}
