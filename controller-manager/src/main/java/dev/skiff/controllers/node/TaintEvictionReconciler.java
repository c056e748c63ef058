package dev.skiff.controllers.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.Reconciler;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import dev.skiff.controllers.framework.PodFacts;
import dev.skiff.controllers.framework.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/// Deletes pods from nodes with taints that evict, each when its tolerations are used up.
final class TaintEvictionReconciler implements Reconciler<ObjectKey> {
    private final Copies copies;
    private final ApiClient client;
    private final InstantSource clock;
    private final EventRecorder events;
    private final Standstill standstill;

    /// When a node was first seen with a taint that evicts.
    private final Map<ObjectKey, Instant> taintedSince = new ConcurrentHashMap<>();

    private TaintEvictionReconciler(ControllerContext context, Standstill standstill) {
        this.copies = context.copies();
        this.client = context.client();
        this.clock = context.clock();
        this.events = context.newEvents("taint-eviction-controller");
        this.standstill = standstill;
    }

    static ControllerLoop<ObjectKey> loop(ControllerContext context, Standstill standstill) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        copies.nodes.onChange((key, _, _) -> queue.add(key));
        copies.pods.onChange(
                (_, before, now) -> {
                    if (now != null && (before == null || isMoved(before, now))) {
                        addNodeOf(queue, now);
                    }
                });
        return new ControllerLoop<>(
                queue,
                new TaintEvictionReconciler(context, standstill),
                List.of(copies.nodes.lister(), copies.pods.lister()),
                LoggerFactory.getLogger(TaintEvictionReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        List<Taint> taints =
                copies.nodes
                        .lister()
                        .get(key)
                        .map(TaintEvictionReconciler::evicting)
                        .orElse(List.of());
        if (taints.isEmpty()) {
            taintedSince.remove(key);
            return Outcome.settled();
        }
        Instant now = clock.instant();
        if (now.isBefore(standstill.trustFrom())) {
            Duration wait = Duration.between(now, standstill.trustFrom());
            return Outcome.retryAfter(wait, "nodes may not have reported since we stood still");
        }
        Instant since = taintedSince.computeIfAbsent(key, _ -> now);
        return evictDue(copies.podsByNode.get(key.name()), taints, since, now)
                .map(next -> Outcome.retryAfter(Duration.between(now, next), "a pod has to leave"))
                .orElse(Outcome.settled());
    }

    /// Returns when the next pod has to leave.
    private Optional<Instant> evictDue(
            List<Pod> pods, List<Taint> taints, Instant since, Instant now) {
        Optional<Instant> next = Optional.empty();
        for (Pod pod : pods) {
            if (!PodFacts.isActive(pod)) {
                continue;
            }
            Optional<Instant> leaves = EvictionPlanner.leavesAt(pod, taints, since);
            if (leaves.filter(at -> !at.isAfter(now)).isPresent()) {
                evict(pod, now);
            } else if (leaves.isPresent()
                    && (next.isEmpty() || leaves.get().isBefore(next.get()))) {
                next = leaves;
            }
        }
        return next;
    }

    private void evict(Pod pod, Instant now) {
        ObjectKey key = PodFacts.key(pod);
        String uid = pod.getMetadata().getUid();
        ApiResult<Pod> told = client.patchStatus(Types.POD, key, disruption(uid, now));
        if (told instanceof ApiResult.NotFound<Pod>) {
            return;
        }
        switch (client.delete(Types.POD.kind(), key, Deletion.ofUid(uid))) {
            case DeleteResult.Gone _, DeleteResult.Terminating _ ->
                    events.normal(pod, "TaintManagerEviction", "Marking for deletion Pod " + key);
            case DeleteResult.NotFound _, DeleteResult.Conflict _ -> {}
            case DeleteResult.Rejected(var status) -> throw new RefusedCallException(status);
        }
    }

    private static Patch disruption(String uid, Instant now) {
        ObjectNode change = Json.object();
        change.putObject("metadata").put("uid", uid);
        change.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("reason", "DeletionByTaintManager")
                .put("message", "Taint manager: deleting due to NoExecute taint")
                .put("lastTransitionTime", Times.format(now));
        return Patch.strategic(change);
    }

    private static List<Taint> evicting(Node node) {
        return NodeFacts.taints(node).stream()
                .filter(taint -> taint.getEffect().equals("NoExecute"))
                .toList();
    }

    private static boolean isMoved(Pod before, Pod now) {
        return !PodFacts.nodeName(before).equals(PodFacts.nodeName(now))
                || !before.getSpec().getTolerations().equals(now.getSpec().getTolerations());
    }

    private static void addNodeOf(WorkQueue<ObjectKey> queue, Pod pod) {
        String node = PodFacts.nodeName(pod);
        if (!node.isEmpty()) {
            queue.add(ObjectKey.cluster(node));
        }
    }
}
