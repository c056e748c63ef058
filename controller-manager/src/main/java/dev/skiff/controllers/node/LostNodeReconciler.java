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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/// Sees to the pods of nodes that cannot: on a node nothing is known of they are not ready, so that
/// services leave them out; on a node that doesn't exist, after a while, they are removed.
final class LostNodeReconciler implements Reconciler<ObjectKey> {
    private static final Duration QUARANTINE = Duration.ofSeconds(40);

    private final Copies copies;
    private final ApiClient client;
    private final InstantSource clock;
    private final EventRecorder events;

    /// When a node that pods name was first missed.
    private final Map<ObjectKey, Instant> missedSince = new ConcurrentHashMap<>();

    private LostNodeReconciler(ControllerContext context, EventRecorder events) {
        this.copies = context.copies();
        this.client = context.client();
        this.clock = context.clock();
        this.events = events;
    }

    static ControllerLoop<ObjectKey> loop(ControllerContext context, EventRecorder events) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        copies.nodes.onChange((key, _, _) -> queue.add(key));
        copies.pods.onChange(
                (_, _, now) -> {
                    if (now != null && !PodFacts.nodeName(now).isEmpty()) {
                        addIfTroubled(copies, queue, ObjectKey.cluster(PodFacts.nodeName(now)));
                    }
                });
        return new ControllerLoop<>(
                queue,
                new LostNodeReconciler(context, events),
                List.of(copies.nodes.lister(), copies.pods.lister()),
                LoggerFactory.getLogger(LostNodeReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        List<Pod> pods = copies.podsByNode.get(key.name());
        Optional<Node> node = copies.nodes.lister().get(key);
        if (node.isPresent() || pods.isEmpty()) {
            missedSince.remove(key);
            if (node.filter(NodeFacts::isUnknown).isPresent()) {
                pods.stream().filter(PodFacts::isReady).forEach(this::markNotReady);
            }
            return Outcome.settled();
        }
        Instant now = clock.instant();
        Instant removal = missedSince.computeIfAbsent(key, _ -> now).plus(QUARANTINE);
        if (now.isBefore(removal)) {
            return Outcome.retryAfter(Duration.between(now, removal), "the node may come back");
        }
        if (client.get(Types.NODE, key).isEmpty()) {
            pods.forEach(pod -> remove(pod, now));
        }
        return Outcome.settled();
    }

    private void markNotReady(Pod pod) {
        ObjectNode change = Json.object();
        change.putObject("metadata").put("uid", pod.getMetadata().getUid());
        change.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "False")
                .put("lastTransitionTime", Times.format(clock.instant()));
        switch (client.patchStatus(Types.POD, PodFacts.key(pod), Patch.strategic(change))) {
            case ApiResult.Done<Pod> _ -> events.warning(pod, "NodeNotReady", "Node is not ready");
            case ApiResult.NotFound<Pod> _ -> {} // nothing is left to be ready
            case ApiResult<Pod> other -> other.doneOrThrow();
        }
    }

    /// Nobody is there who could end it with grace.
    private void remove(Pod pod, Instant now) {
        ObjectKey key = PodFacts.key(pod);
        String uid = pod.getMetadata().getUid();
        ApiResult<Pod> told = client.patchStatus(Types.POD, key, failed(pod, now));
        if (told instanceof ApiResult.NotFound<Pod>) {
            return;
        }
        Deletion atOnce = Deletion.ofUid(uid).withGrace(0);
        if (client.delete(Types.POD.kind(), key, atOnce)
                instanceof DeleteResult.Rejected(var status)) {
            throw new RefusedCallException(status);
        }
    }

    private static Patch failed(Pod pod, Instant now) {
        ObjectNode change = Json.object();
        change.putObject("metadata").put("uid", pod.getMetadata().getUid());
        ObjectNode status = change.putObject("status");
        if (!PodFacts.isFinished(pod)) {
            status.put("phase", "Failed");
        }
        status.putArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("reason", "DeletionByPodGC")
                .put("message", "PodGC: node no longer exists")
                .put("lastTransitionTime", Times.format(now));
        return Patch.strategic(change);
    }

    private static void addIfTroubled(Copies copies, WorkQueue<ObjectKey> queue, ObjectKey node) {
        boolean isTroubled =
                copies.nodes
                        .lister()
                        .get(node)
                        .filter(found -> !NodeFacts.isUnknown(found))
                        .isEmpty();
        if (isTroubled) {
            queue.add(node);
        }
    }
}
