package dev.skiff.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.QueueWorker;
import dev.skiff.client.Steppable;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.scheduler.snapshot.PodRecord;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the API server which pod goes to which node, and finds out what became of it. While no
/// answer can be had it tries again; when the answer is no it looks at the pod, since an
/// earlier try whose answer was lost may have worked.
///
/// Bounded by the number of pods handed in.
final class Binder {
    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

    private enum Purpose {
        BIND,
        LOOK
    }

    /// @param since when it was asked for
    private record Task(PodRecord pod, String nodeName, Purpose purpose, Instant since) {}

    private final ApiClient client;
    private final EventRecorder events;
    private final WorkQueue<ObjectKey> queue;
    private final QueueWorker<ObjectKey> worker;
    private final InstantSource clock;
    private final ConcurrentMap<ObjectKey, Task> tasks = new ConcurrentHashMap<>();
    private volatile Consumer<BindOutcome> listener = _ -> {};

    Binder(
            ApiClient client,
            EventRecorder events,
            WorkQueue<ObjectKey> queue,
            InstantSource clock) {
        this.client = client;
        this.events = events;
        this.queue = queue;
        worker = new QueueWorker<>(queue, this::work);
        this.clock = clock;
    }

    /// What asks; several threads may step.
    Steppable worker() {
        return worker;
    }

    /// Registers the one listener, which any thread may call and which must not block.
    void onOutcome(Consumer<BindOutcome> newListener) {
        listener = newListener;
    }

    void bind(PodRecord pod, String nodeName) {
        start(new Task(pod, nodeName, Purpose.BIND, clock.instant()));
    }

    /// Finds out whether a pod that was bound still is.
    void look(PodRecord pod, String nodeName) {
        start(new Task(pod, nodeName, Purpose.LOOK, clock.instant()));
    }

    /// The outcome is of no interest any more. It may come all the same.
    void cancel(ObjectKey pod) {
        tasks.remove(pod);
    }

    /// How many pods have no outcome yet.
    int size() {
        return tasks.size();
    }

    private void start(Task task) {
        tasks.put(task.pod().key(), task);
        queue.add(task.pod().key());
    }

    private void work(ObjectKey key) {
        Task task = tasks.get(key);
        try {
            if (task == null) {
                queue.forget(key);
            } else {
                BindOutcome outcome =
                        switch (task.purpose()) {
                            case BIND -> tryToBind(task);
                            case LOOK -> lookAt(task, "the pod lost its node");
                        };
                finish(task, outcome);
            }
        } catch (OutsideWorldException e) {
            LOG.debug("binding {} will be tried again: {}", key, e.getMessage());
            queue.addWithBackoff(key);
        }
    }

    private void finish(Task task, BindOutcome outcome) {
        queue.forget(task.pod().key());
        if (task.purpose() == Purpose.BIND && isAsMeant(task, outcome)) {
            // The node may have begun before we had the answer: what it tells comes after this.
            events.record(
                    References.to(task.pod()),
                    "Normal",
                    "Scheduled",
                    "Successfully assigned %s to %s".formatted(task.pod().key(), task.nodeName()),
                    task.since());
        }
        if (tasks.remove(task.pod().key(), task)) {
            listener.accept(outcome);
        }
    }

    private BindOutcome tryToBind(Task task) {
        PodRecord pod = task.pod();
        return switch (client.post(Kinds.POD, pod.key(), "binding", bindingOf(task))) {
            case ApiResult.Done<JsonNode> _ ->
                    new BindOutcome.Bound(pod.key(), pod.uid(), task.nodeName());
            case ApiResult.NotFound<JsonNode>(var status) -> lookAt(task, why(status));
            case ApiResult.Conflict<JsonNode>(var status) -> lookAt(task, why(status));
            case ApiResult.AlreadyExists<JsonNode>(var status) -> lookAt(task, why(status));
            case ApiResult.Rejected<JsonNode>(var status) -> lookAt(task, why(status));
        };
    }

    private BindOutcome lookAt(Task task, String why) {
        PodRecord pod = task.pod();
        Optional<Pod> live = client.get(Types.POD, pod.key());
        if (live.isEmpty() || !live.get().getMetadata().getUid().equals(pod.uid())) {
            return new BindOutcome.Vanished(pod.key(), pod.uid());
        }
        String nodeName = live.get().getSpec().getNodeName();
        return nodeName == null || nodeName.isEmpty()
                ? new BindOutcome.NotBound(pod.key(), pod.uid(), why)
                : new BindOutcome.Bound(pod.key(), pod.uid(), nodeName);
    }

    private static boolean isAsMeant(Task task, BindOutcome outcome) {
        return outcome instanceof BindOutcome.Bound bound
                && bound.nodeName().equals(task.nodeName());
    }

    private static String why(Status status) {
        return "running Bind plugin \"DefaultBinder\": " + status.message();
    }

    /// Names the uid, so that a pod made anew under the same name is not bound by mistake.
    private static ObjectNode bindingOf(Task task) {
        ObjectNode binding = Json.object();
        binding.put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata")
                .put("namespace", task.pod().key().namespace())
                .put("name", task.pod().key().name())
                .put("uid", task.pod().uid());
        binding.putObject("target")
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", task.nodeName());
        return binding;
    }
}
