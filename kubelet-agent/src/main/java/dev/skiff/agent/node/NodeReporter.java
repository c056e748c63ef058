package dev.skiff.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.engine.RuntimeView;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.Lister;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Patch;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the node, opens its part of the pod network once the server has given it one, and
/// keeps its status true. One thread steps.
///
/// A status that says nothing new is sent every five minutes; whether the node lives is told by its
/// [NodeLease].
public final class NodeReporter implements Steppable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeReporter.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(10);
    private static final Duration CHECK_EVERY_UNTIL_READY = Duration.ofMillis(250);
    private static final Duration SEND_AT_LEAST_EVERY = Duration.ofMinutes(5);

    /// What the reporter looks at and works through.
    ///
    /// @param clusterRange the pod network of the whole cluster
    public record Ground(
            ApiClient client,
            ContainerRuntime runtime,
            RuntimeView view,
            Lister<Node> nodes,
            NodeNetwork network,
            String clusterRange) {}

    private final Ground ground;
    private final NodeIdentity identity;
    private final NodeCapacity capacity;
    private final InstantSource clock;
    private final Runnable onNetwork;
    private volatile Runnable wake = () -> {};
    private volatile boolean isDueNow = true;
    private Instant dueAt = Instant.MIN;
    private Instant sentAt = Instant.MIN;
    private boolean isRegistered;
    private String networkProblem = "the pod network is not there yet";
    private @Nullable ObjectNode sent;

    /// @param onNetwork called once pods can have addresses
    public NodeReporter(
            Ground ground,
            NodeIdentity identity,
            NodeCapacity capacity,
            InstantSource clock,
            Runnable onNetwork) {
        this.ground = ground;
        this.identity = identity;
        this.capacity = capacity;
        this.clock = clock;
        this.onNetwork = onNetwork;
    }

    /// The node's object has changed: look at it at once.
    public void nodeChanged() {
        isDueNow = true;
        wake.run();
    }

    @Override
    public boolean step() {
        if (!isDueNow && clock.instant().isBefore(dueAt)) {
            return false;
        }
        isDueNow = false;
        boolean isReady = false;
        try {
            isReady = report();
        } catch (OutsideWorldException e) {
            LOG.warn("node {} is not reported: {}", identity.name(), e.getMessage());
            isRegistered = false;
        }
        dueAt = clock.instant().plus(isReady ? CHECK_EVERY : CHECK_EVERY_UNTIL_READY);
        return true;
    }

    /// Whether the node is ready.
    private boolean report() {
        Optional<String> problem = Optional.empty();
        EngineInfo engine = null;
        try {
            engine = ground.runtime().info();
        } catch (EngineUnavailableException e) {
            problem = Optional.of("container runtime is down: " + e.getMessage());
        }
        if (engine != null) {
            register(engine);
            openNetwork();
            problem = networkProblem.isEmpty() ? Optional.empty() : Optional.of(networkProblem);
        }
        send(engine, new NodeObjects.Health(problem));
        return problem.isEmpty();
    }

    private void register(EngineInfo engine) {
        if (isRegistered) {
            return;
        }
        Map<String, String> labels = NodeObjects.labels(identity, engine);
        Node node =
                new NodeBuilder()
                        .withNewMetadata()
                        .withName(identity.name())
                        .withLabels(labels)
                        .endMetadata()
                        .build();
        switch (ground.client().create(Types.NODE, node)) {
            case ApiResult.Done<Node> _ -> LOG.info("node {} is registered", identity.name());
            case ApiResult.AlreadyExists<Node> _ -> label(labels);
            case ApiResult.Conflict<Node> refusal -> refusal.doneOrThrow();
            case ApiResult.NotFound<Node> refusal -> refusal.doneOrThrow();
            case ApiResult.Rejected<Node> refusal -> refusal.doneOrThrow();
        }
        isRegistered = true;
        sent = null;
    }

    private void label(Map<String, String> labels) {
        ObjectNode change = Json.object();
        ObjectNode wanted = change.putObject("metadata").putObject("labels");
        labels.forEach(wanted::put);
        ground.client()
                .patch(Types.NODE, ObjectKey.cluster(identity.name()), Patch.merge(change))
                .doneOrThrow();
    }

    private void openNetwork() {
        if (ground.network().addresses().isPresent()) {
            return;
        }
        Optional<String> range =
                ground.nodes()
                        .get(ObjectKey.cluster(identity.name()))
                        .map(node -> node.getSpec() == null ? null : node.getSpec().getPodCIDR());
        if (range.isEmpty() || !ground.view().isKnown()) {
            networkProblem = "the node has no range of pod addresses yet";
            return;
        }
        switch (ground.runtime().prepare(ground.clusterRange())) {
            case NetworkOutcome.Ready() -> {
                PodAddresses addresses = new PodAddresses(AddressRange.of(range.get()));
                ground.view()
                        .all()
                        .forEach(
                                found ->
                                        found.address()
                                                .ifPresent(
                                                        address ->
                                                                addresses.adopt(
                                                                        found.pod(), address)));
                ground.network().open(addresses);
                networkProblem = "";
                onNetwork.run();
            }
            case NetworkOutcome.RangeTaken(var message) -> {
                if (!message.equals(networkProblem)) {
                    LOG.warn("node {} is not ready: {}", identity.name(), message);
                }
                networkProblem = message;
            }
        }
    }

    private void send(@Nullable EngineInfo engine, NodeObjects.Health health) {
        Instant now = clock.instant();
        ObjectNode status =
                engine == null ? Json.object() : NodeObjects.status(identity, engine, capacity);
        status.set("conditions", NodeObjects.conditions(health, conditionsBefore(), now));
        boolean isNews = !withoutTimes(status).equals(withoutTimes(sent)) || isContradicted(health);
        if (!isNews && now.isBefore(sentAt.plus(SEND_AT_LEAST_EVERY))) {
            return;
        }
        ObjectNode change = Json.object();
        change.set("status", status);
        ground.client()
                .patchStatus(
                        Types.NODE, ObjectKey.cluster(identity.name()), Patch.strategic(change))
                .doneOrThrow();
        sent = status;
        sentAt = now;
    }

    /// Whether the server says something else, as of a node that it has lost sight of.
    private boolean isContradicted(NodeObjects.Health health) {
        String ready = health.problem().isEmpty() ? "True" : "False";
        return ground.nodes()
                .get(ObjectKey.cluster(identity.name()))
                .filter(node -> node.getStatus() != null)
                .map(node -> node.getStatus().getConditions())
                .filter(
                        conditions ->
                                conditions.stream()
                                        .anyMatch(
                                                condition ->
                                                        condition.getType().equals("Ready")
                                                                && !condition
                                                                        .getStatus()
                                                                        .equals(ready)))
                .isPresent();
    }

    private JsonNode conditionsBefore() {
        ObjectNode before = sent;
        if (before != null) {
            return before.path("conditions");
        }
        return ground.nodes()
                .get(ObjectKey.cluster(identity.name()))
                .filter(node -> node.getStatus() != null)
                .<JsonNode>map(node -> Json.mapper().valueToTree(node.getStatus().getConditions()))
                .orElseGet(() -> Json.mapper().createArrayNode());
    }

    private static ObjectNode withoutTimes(@Nullable ObjectNode status) {
        ObjectNode copy = status == null ? Json.object() : status.deepCopy();
        for (JsonNode condition : copy.path("conditions")) {
            ((ObjectNode) condition).remove("lastHeartbeatTime");
            ((ObjectNode) condition).remove("lastTransitionTime");
        }
        return copy;
    }

    @Override
    public Instant nextDue() {
        return isDueNow ? Instant.MIN : dueAt;
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
    }
}
