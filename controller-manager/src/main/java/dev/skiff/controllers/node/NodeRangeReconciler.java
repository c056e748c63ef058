package dev.skiff.controllers.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Lister;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.Reconciler;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/// Gives every node its range of pod addresses, once and for all. One thread: it remembers what it
/// gave away, or tried to, until the node shows it; so no range is given twice.
final class NodeRangeReconciler implements Reconciler<ObjectKey> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Lister<Node> nodes;
    private final ApiClient client;
    private final EventRecorder events;
    private final RangePlanner planner;
    private final Map<ObjectKey, String> givenAway = new LinkedHashMap<>();

    private NodeRangeReconciler(ControllerContext context, EventRecorder events) {
        this.nodes = context.copies().nodes.lister();
        this.client = context.client();
        this.events = events;
        this.planner = new RangePlanner(context.settings().podRange());
    }

    static ControllerLoop<ObjectKey> loop(ControllerContext context, EventRecorder events) {
        WorkQueue<ObjectKey> queue = context.newQueue();
        context.copies()
                .nodes
                .onChange(
                        (key, _, now) -> {
                            if (now != null && rangeOf(now).isEmpty()) {
                                queue.add(key);
                            }
                        });
        return new ControllerLoop<>(
                queue,
                new NodeRangeReconciler(context, events),
                List.of(context.copies().nodes.lister()),
                LoggerFactory.getLogger(NodeRangeReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        givenAway
                .keySet()
                .removeIf(node -> nodes.get(node).filter(n -> rangeOf(n).isEmpty()).isEmpty());
        Optional<Node> node = nodes.get(key).filter(found -> rangeOf(found).isEmpty());
        if (node.isEmpty()) {
            return Outcome.settled();
        }
        Optional<String> range =
                Optional.ofNullable(givenAway.get(key)).or(() -> planner.firstFree(used()));
        if (range.isEmpty()) {
            events.normal(
                    node.get(),
                    "CIDRNotAvailable",
                    "Node " + key.name() + " status is now: CIDRNotAvailable");
            return Outcome.retryAfter(LOOK_AGAIN, "all ranges of pod addresses are used");
        }
        give(key, range.get());
        return Outcome.settled();
    }

    private Set<String> used() {
        Set<String> used = new TreeSet<>(givenAway.values());
        nodes.list().forEach(node -> used.add(rangeOf(node)));
        return used;
    }

    private void give(ObjectKey key, String range) {
        ObjectNode change = Json.object();
        ObjectNode spec = change.putObject("spec").put("podCIDR", range);
        spec.putArray("podCIDRs").add(range);
        givenAway.put(key, range);
        switch (client.patch(Types.NODE, key, Patch.merge(change))) {
            case ApiResult.Done<Node> _ -> {}
            case ApiResult.NotFound<Node> _ -> givenAway.remove(key);
            case ApiResult<Node> other -> other.doneOrThrow();
        }
    }

    private static String rangeOf(Node node) {
        return Optional.ofNullable(node.getSpec()).map(spec -> spec.getPodCIDR()).orElse("");
    }
}
