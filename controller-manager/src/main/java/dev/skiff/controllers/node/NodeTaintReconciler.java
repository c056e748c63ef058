package dev.skiff.controllers.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Lister;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.Reconciler;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Gives nodes the taints that follow from their conditions. One thread.
final class NodeTaintReconciler implements Reconciler<ObjectKey> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Lister<Node> nodes;
    private final ApiClient client;
    private final InstantSource clock;
    private final ReadYourWrites<ObjectKey> ownWrites;
    private final EvictionPace pace;

    private NodeTaintReconciler(ControllerContext context, ReadYourWrites<ObjectKey> ownWrites) {
        this.nodes = context.copies().nodes.lister();
        this.client = context.client();
        this.clock = context.clock();
        this.ownWrites = ownWrites;
        this.pace = new EvictionPace(clock.instant());
    }

    static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        WorkQueue<ObjectKey> queue = context.newQueue();
        ReadYourWrites<ObjectKey> ownWrites = new ReadYourWrites<>();
        context.copies().nodes.onChange((key, _, _) -> queue.add(key));
        return new ControllerLoop<>(
                queue,
                ownWrites.guard(new NodeTaintReconciler(context, ownWrites)),
                List.of(context.copies().nodes.lister()),
                LoggerFactory.getLogger(NodeTaintReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Node> found = nodes.get(key);
        if (found.isEmpty()) {
            return Outcome.settled();
        }
        Node node = found.get();
        Instant now = clock.instant();
        boolean wantsToEvict = TaintPlanner.wantsToEvict(node, now);
        boolean mayEvict = wantsToEvict && mayEvictOne(now);
        List<Taint> taints = TaintPlanner.plan(node, mayEvict, now);
        if (!taints.equals(NodeFacts.taints(node))) {
            write(key, node, taints);
        }
        return wantsToEvict && !mayEvict
                ? Outcome.retryAfter(LOOK_AGAIN, "too many nodes are lost to evict from this one")
                : Outcome.settled();
    }

    private boolean mayEvictOne(Instant now) {
        List<Node> all = nodes.list();
        int lost = (int) all.stream().filter(node -> !NodeFacts.isReady(node)).count();
        return pace.tryTake(all.size(), lost, now);
    }

    private void write(ObjectKey key, Node node, List<Taint> taints) {
        ObjectNode change = Json.object();
        change.putObject("metadata")
                .put("resourceVersion", node.getMetadata().getResourceVersion());
        ArrayNode list = change.putObject("spec").putArray("taints");
        for (Taint taint : taints) {
            ObjectNode entry = list.addObject().put("key", taint.getKey());
            if (taint.getValue() != null) {
                entry.put("value", taint.getValue());
            }
            entry.put("effect", taint.getEffect());
            if (taint.getTimeAdded() != null) {
                entry.put("timeAdded", taint.getTimeAdded());
            }
        }
        switch (client.patch(Types.NODE, key, Patch.merge(change))) {
            case ApiResult.NotFound<Node> _ -> {} // its deletion will be told
            case ApiResult<Node> other -> ownWrites.wrote(key, nodes, other.doneOrThrow());
        }
    }
}
