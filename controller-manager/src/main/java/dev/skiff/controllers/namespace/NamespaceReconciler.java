package dev.skiff.controllers.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Deletion;
import dev.skiff.client.Lister;
import dev.skiff.client.Outcome;
import dev.skiff.client.Reconciler;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/// Deletes everything in a namespace that is being deleted, pods before what they may need to end
/// well, and lets the namespace go when nothing is left.
public final class NamespaceReconciler implements Reconciler<ObjectKey> {
    private static final String FINALIZER = "kubernetes";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Lister<Namespace> namespaces;
    private final ApiClient client;
    private final InstantSource clock;

    private NamespaceReconciler(ControllerContext context) {
        this.namespaces = context.copies().namespaces.lister();
        this.client = context.client();
        this.clock = context.clock();
    }

    public static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        copies.namespaces.onChange(
                (key, _, now) -> {
                    if (now != null && isTerminating(now)) {
                        queue.add(key);
                    }
                });
        copies.pods.onChange(
                (key, _, now) -> {
                    if (now == null) {
                        addIfTerminating(copies, queue, key.namespace());
                    }
                });
        return new ControllerLoop<>(
                queue,
                new NamespaceReconciler(context),
                List.of(copies.namespaces.lister()),
                LoggerFactory.getLogger(NamespaceReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Namespace> found = namespaces.get(key).filter(NamespaceReconciler::isTerminating);
        if (found.isEmpty() || !finalizers(found.get()).contains(FINALIZER)) {
            return Outcome.settled();
        }
        List<String> failures = new ArrayList<>();
        List<Remainder> remainders = empty(key.name(), failures);
        if (remainders.isEmpty() && failures.isEmpty()) {
            finish(found.get());
            return Outcome.settled();
        }
        writeStatus(found.get(), remainders, failures);
        return Outcome.retryAfter(LOOK_AGAIN, "something is left in the namespace");
    }

    /// Returns what is left. Other kinds are not touched before the pods have gone.
    private List<Remainder> empty(String namespace, List<String> failures) {
        List<Remainder> pods = empty(namespace, Kinds.POD, failures);
        if (!pods.isEmpty()) {
            return pods;
        }
        List<Remainder> remainders = new ArrayList<>();
        for (Kind kind : Kinds.preferred()) {
            if (kind.isNamespaced() && kind.verbs().contains("deletecollection")) {
                remainders.addAll(empty(namespace, kind, failures));
            }
        }
        return remainders;
    }

    private List<Remainder> empty(String namespace, Kind kind, List<String> failures) {
        if (remainders(namespace, kind).isEmpty()) {
            return List.of();
        }
        try {
            client.deleteCollection(kind, namespace, Deletion.any());
        } catch (RefusedCallException e) {
            failures.add(e.status().message());
        }
        return remainders(namespace, kind);
    }

    private List<Remainder> remainders(String namespace, Kind kind) {
        JsonNode items = client.list(kind, namespace, Map.of()).path("items");
        Map<String, Integer> finalizers = new TreeMap<>();
        for (JsonNode item : items) {
            item.path("metadata")
                    .path("finalizers")
                    .forEach(name -> finalizers.merge(name.asText(), 1, Integer::sum));
        }
        return items.isEmpty() ? List.of() : List.of(new Remainder(kind, items.size(), finalizers));
    }

    private void writeStatus(
            Namespace namespace, List<Remainder> remainders, List<String> failures) {
        NamespaceStatus status =
                NamespacePlanner.plan(namespace, remainders, failures, clock.instant());
        if (!status.equals(namespace.getStatus())) {
            Namespace changed = new NamespaceBuilder(namespace).withStatus(status).build();
            accept(client.updateStatus(Types.NAMESPACE, changed));
        }
    }

    private void finish(Namespace namespace) {
        List<String> others = new ArrayList<>(finalizers(namespace));
        others.remove(FINALIZER);
        Namespace released =
                new NamespaceBuilder(namespace)
                        .withNewSpec()
                        .withFinalizers(others)
                        .endSpec()
                        .build();
        accept(client.updateSubresource(Types.NAMESPACE, released, "finalize"));
    }

    private static void accept(ApiResult<Namespace> result) {
        if (!(result instanceof ApiResult.NotFound<Namespace>)) {
            result.doneOrThrow();
        }
    }

    private static List<String> finalizers(Namespace namespace) {
        return namespace.getSpec() == null ? List.of() : namespace.getSpec().getFinalizers();
    }

    private static boolean isTerminating(Namespace namespace) {
        return namespace.getMetadata().getDeletionTimestamp() != null;
    }

    private static void addIfTerminating(
            Copies copies, WorkQueue<ObjectKey> queue, String namespace) {
        ObjectKey key = ObjectKey.cluster(namespace);
        copies.namespaces
                .lister()
                .get(key)
                .filter(NamespaceReconciler::isTerminating)
                .ifPresent(_ -> queue.add(key));
    }
}
