package dev.skiff.controllers.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Lister;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Patch;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all nodes about once a second, and says of those that have been silent for too long
/// that nothing is known of them. What follows from that is the matter of other controllers.
///
/// Before it believes a silence, it asks the API server itself for the node's lease. If that fails,
/// the node may be well and only the way to its heartbeats be cut: everybody is forgiven.
final class NodeHealthMonitor implements Steppable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHealthMonitor.class);

    private final Lister<Node> nodes;
    private final Lister<Lease> leases;
    private final ApiClient client;
    private final InstantSource clock;
    private final EventRecorder events;
    private final Duration interval;
    private final Duration shortestGrace;
    private final Standstill standstill;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Map<String, ObjectReference> known = new LinkedHashMap<>();
    private Instant dueAt = Instant.MIN;

    NodeHealthMonitor(ControllerContext context, EventRecorder events, Standstill standstill) {
        this.nodes = context.copies().nodes.lister();
        this.leases = context.copies().nodeLeases.lister();
        this.client = context.client();
        this.clock = context.clock();
        this.events = events;
        this.interval = context.settings().nodeCheckInterval();
        this.shortestGrace = context.settings().nodeGrace();
        this.standstill = standstill;
    }

    @Override
    public void onWork(Runnable wake) {
        wake.run(); // time alone makes work here
    }

    @Override
    public Instant nextDue() {
        return dueAt;
    }

    @Override
    public boolean step() {
        Instant now = clock.instant();
        if (now.isBefore(dueAt)) {
            return false;
        }
        dueAt = now.plus(interval);
        if (nodes.hasSynced() && leases.hasSynced()) {
            try {
                check(nodes.list(), now);
            } catch (OutsideWorldException e) {
                LOG.warn("cannot judge nodes now: {}", e.getMessage());
                forgiveAll(now);
            }
        }
        return true;
    }

    private void check(List<Node> all, Instant now) {
        Duration grace = LeaseInterval.grace(all.size(), shortestGrace);
        boolean stoodStill = standstill.check(now);
        for (Node node : all) {
            if (heartbeats.note(NodeFacts.name(node), sign(node), now)) {
                String name = NodeFacts.name(node);
                record(node, "RegisteredNode", "event: Registered Node " + name + " in Controller");
            }
            known.put(NodeFacts.name(node), reference(node));
        }
        forgetRemoved();
        if (stoodStill) {
            LOG.info(
                    "after a standstill or a start every node has {} to show that it lives", grace);
            forgiveAll(now);
        }
        for (Node node : all) {
            tellInterval(node, all.size());
            if (heartbeats.isSilentFor(NodeFacts.name(node), grace, now)) {
                judge(node, now);
            }
        }
    }

    private void forgiveAll(Instant now) {
        heartbeats.forgiveAll(now);
        standstill.distrustUntil(
                now.plus(LeaseInterval.grace(nodes.size(), shortestGrace)).plus(interval));
    }

    private String sign(Node node) {
        return sign(node, leases.get(leaseKey(node)));
    }

    /// What changes with every heartbeat: the lease's renewal, and the time of the node's own
    /// report.
    private static String sign(Node node, Optional<Lease> lease) {
        String renewal =
                lease.map(Lease::getSpec)
                        .map(LeaseSpec::getRenewTime)
                        .map(String::valueOf)
                        .orElse("");
        String report =
                NodeFacts.condition(node, "Ready")
                        .map(NodeCondition::getLastHeartbeatTime)
                        .orElse("");
        return renewal + " " + report;
    }

    private void judge(Node node, Instant now) {
        String fresh = sign(node, client.get(Types.LEASE, leaseKey(node)));
        heartbeats.note(NodeFacts.name(node), fresh, now);
        List<NodeCondition> conditions = SilencePlanner.plan(node, now);
        if (fresh.equals(sign(node)) && !conditions.isEmpty()) {
            declareLost(node, conditions);
        }
    }

    private void declareLost(Node node, List<NodeCondition> conditions) {
        ObjectNode change = Json.object();
        change.putObject("metadata")
                .put("resourceVersion", node.getMetadata().getResourceVersion());
        ArrayNode changed = change.putObject("status").putArray("conditions");
        for (NodeCondition condition : conditions) {
            changed.addObject()
                    .put("type", condition.getType())
                    .put("status", condition.getStatus())
                    .put("reason", condition.getReason())
                    .put("message", condition.getMessage())
                    .put("lastHeartbeatTime", condition.getLastHeartbeatTime())
                    .put("lastTransitionTime", condition.getLastTransitionTime());
        }
        ApiResult<Node> result =
                client.patchStatus(Types.NODE, nodeKey(node), Patch.strategic(change));
        if (result instanceof ApiResult.Done<Node>) {
            LOG.info("node {} is silent", NodeFacts.name(node));
            record(node, "NodeNotReady", "status is now: NodeNotReady");
        } else {
            LOG.debug("node {} changed meanwhile: {}", NodeFacts.name(node), result);
        }
    }

    /// Only where it isn't what a node takes without being told.
    private void tellInterval(Node node, int nodeCount) {
        String wanted = Integer.toString(LeaseInterval.seconds(nodeCount));
        String told =
                Optional.ofNullable(node.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(LeaseInterval.ANNOTATION))
                        .orElse("1");
        if (!told.equals(wanted)) {
            ObjectNode change = Json.object();
            change.putObject("metadata")
                    .putObject("annotations")
                    .put(LeaseInterval.ANNOTATION, wanted);
            ApiResult<Node> result = client.patch(Types.NODE, nodeKey(node), Patch.merge(change));
            LOG.debug("told node {} its lease interval: {}", NodeFacts.name(node), result);
        }
    }

    private void forgetRemoved() {
        for (ObjectReference node : List.copyOf(known.values())) {
            if (nodes.get(ObjectKey.cluster(node.getName())).isEmpty()) {
                known.remove(node.getName());
                record(
                        node,
                        "RemovingNode",
                        "event: Removing Node " + node.getName() + " from Controller");
            }
        }
        heartbeats.retain(known.keySet());
    }

    private void record(Node node, String reason, String message) {
        record(reference(node), reason, message);
    }

    private void record(ObjectReference about, String reason, String message) {
        events.record(about, "Normal", reason, "Node " + about.getName() + " " + message);
    }

    private static ObjectReference reference(Node node) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(NodeFacts.name(node))
                .withUid(node.getMetadata().getUid())
                .build();
    }

    private static ObjectKey leaseKey(Node node) {
        return new ObjectKey(Copies.NODE_LEASE_NAMESPACE, NodeFacts.name(node));
    }

    private static ObjectKey nodeKey(Node node) {
        return ObjectKey.cluster(NodeFacts.name(node));
    }
}
