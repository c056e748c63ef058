package dev.skiff.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Lister;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.Patch;
import dev.skiff.client.QueueWorker;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.scheduler.snapshot.PodRecord;
import dev.skiff.scheduler.snapshot.PodRecord.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells users why a pod has no node: by an event, and by the pod's PodScheduled condition. Of
/// a pod only the latest refusal is written, and only onto the version it was read at, so that
/// a refusal can never overwrite that the pod was bound meanwhile.
///
/// Bounded by the number of pods.
final class RefusalReporter {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalReporter.class);
    private static final int LONGEST_EVENT_MESSAGE = 1024;
    private static final String CUT = " ...";

    private final ApiClient client;
    private final EventRecorder events;
    private final Lister<PodRecord> pods;
    private final InstantSource clock;
    private final WorkQueue<ObjectKey> queue;
    private final QueueWorker<ObjectKey> worker;
    private final ConcurrentMap<ObjectKey, Refusal> latest = new ConcurrentHashMap<>();

    RefusalReporter(
            ApiClient client,
            EventRecorder events,
            Lister<PodRecord> pods,
            InstantSource clock,
            WorkQueue<ObjectKey> queue) {
        this.client = client;
        this.events = events;
        this.pods = pods;
        this.clock = clock;
        this.queue = queue;
        worker = new QueueWorker<>(queue, this::work);
    }

    /// What writes; several threads may step.
    Steppable worker() {
        return worker;
    }

    void refused(PodRecord pod, Refusal refusal) {
        events.record(
                References.to(pod), "Warning", "FailedScheduling", shortened(refusal.message()));
        latest.put(pod.key(), refusal);
        queue.add(pod.key());
    }

    /// The pod was given a node after all, or is gone.
    void settled(ObjectKey pod) {
        latest.remove(pod);
    }

    private void work(ObjectKey key) {
        Refusal refusal = latest.get(key);
        Optional<PodRecord> pod = pods.get(key);
        try {
            if (refusal == null || pod.isEmpty() || isTold(pod.get(), refusal)) {
                finish(key, refusal);
            } else {
                write(pod.get(), refusal);
            }
        } catch (OutsideWorldException e) {
            LOG.debug("condition of {} will be written again: {}", key, e.getMessage());
            queue.addWithBackoff(key);
        }
    }

    private static boolean isTold(PodRecord pod, Refusal refusal) {
        return pod.isAssigned() || pod.lastRefusal().equals(Optional.of(refusal));
    }

    private void write(PodRecord pod, Refusal refusal) {
        switch (client.patchStatus(Types.POD, pod.key(), condition(pod, refusal))) {
            case ApiResult.Done<Pod> _, ApiResult.NotFound<Pod> _ -> finish(pod.key(), refusal);
            case ApiResult.Conflict<Pod> _, ApiResult.AlreadyExists<Pod> _ ->
                    queue.addWithBackoff(pod.key());
            case ApiResult.Rejected<Pod>(var status) -> {
                LOG.warn("condition of {} not taken: {}", pod.key(), status.message());
                finish(pod.key(), refusal);
            }
        }
    }

    private void finish(ObjectKey key, @Nullable Refusal refusal) {
        queue.forget(key);
        if (refusal != null) {
            latest.remove(key, refusal);
        }
    }

    private Patch condition(PodRecord pod, Refusal refusal) {
        ObjectNode change = Json.object();
        change.putObject("metadata")
                .put("uid", pod.uid())
                .put("resourceVersion", pod.resourceVersion());
        ObjectNode condition =
                change.putObject("status")
                        .putArray("conditions")
                        .addObject()
                        .put("type", "PodScheduled")
                        .put("status", "False")
                        .put("reason", refusal.reason())
                        .put("message", refusal.message());
        if (pod.lastRefusal().isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            condition.put("lastTransitionTime", now.toString());
        }
        return Patch.strategic(change);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_EVENT_MESSAGE
                ? message
                : message.substring(0, LONGEST_EVENT_MESSAGE - CUT.length()) + CUT;
    }
}
