package dev.skiff.controllers.replicaset;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Lister;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.Types;
import dev.skiff.controllers.framework.Owners;
import dev.skiff.controllers.framework.PodFacts;
import dev.skiff.controllers.framework.Refusals;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Optional;

/// Creates and deletes a ReplicaSet's pods one after the other and stops at the first refusal: a
/// quota that is used up is hit once, not once for every missing pod.
final class PodControl {
    /// Why the API server refused; reason and message as the ReplicaSet's condition shows them.
    record Failure(String reason, String message) {}

    private final ApiClient client;
    private final EventRecorder events;
    private final ReadYourWrites<ObjectKey> ownWrites;
    private final Lister<Pod> pods;

    PodControl(
            ApiClient client,
            EventRecorder events,
            ReadYourWrites<ObjectKey> ownWrites,
            Lister<Pod> pods) {
        this.client = client;
        this.events = events;
        this.ownWrites = ownWrites;
        this.pods = pods;
    }

    Optional<Failure> create(ObjectKey key, ReplicaSet set, int count) {
        Pod blueprint = blueprint(set);
        for (int i = 0; i < count; i++) {
            switch (client.create(Types.POD, blueprint)) {
                case ApiResult.Done<Pod>(var created) -> {
                    ownWrites.wrote(key, pods, created);
                    String name = created.getMetadata().getName();
                    events.normal(set, "SuccessfulCreate", "Created pod: " + name);
                }
                case ApiResult.AlreadyExists<Pod>(var status) ->
                        throw new RefusedCallException(status);
                case ApiResult.Conflict<Pod>(var status) -> throw new RefusedCallException(status);
                case ApiResult.NotFound<Pod>(var status) -> {
                    return failedCreate(set, status);
                }
                case ApiResult.Rejected<Pod>(var status) -> {
                    return failedCreate(set, status);
                }
            }
        }
        return Optional.empty();
    }

    Optional<Failure> delete(ObjectKey key, ReplicaSet set, List<Pod> doomed) {
        for (Pod pod : doomed) {
            String uid = pod.getMetadata().getUid();
            ObjectKey podKey = PodFacts.key(pod);
            switch (client.delete(Types.POD.kind(), podKey, Deletion.ofUid(uid))) {
                case DeleteResult.Gone _, DeleteResult.Terminating _ -> {
                    ownWrites.deleted(key, pods, podKey, uid);
                    events.normal(set, "SuccessfulDelete", "Deleted pod: " + podKey.name());
                }
                case DeleteResult.NotFound _, DeleteResult.Conflict _ ->
                        ownWrites.deleted(key, pods, podKey, uid);
                case DeleteResult.Rejected(var status) -> {
                    String message = "Error deleting: " + status.message();
                    events.warning(set, "FailedDelete", message);
                    return Optional.of(new Failure("FailedDelete", status.message()));
                }
            }
        }
        return Optional.empty();
    }

    /// A namespace that is going away takes the ReplicaSet with it: nothing to complain about.
    private Optional<Failure> failedCreate(ReplicaSet set, Status status) {
        if (Refusals.isForTerminatingNamespace(status)) {
            return Optional.empty();
        }
        events.warning(set, "FailedCreate", "Error creating: " + status.message());
        return Optional.of(new Failure("FailedCreate", status.message()));
    }

    private static Pod blueprint(ReplicaSet set) {
        PodTemplateSpec template = set.getSpec().getTemplate();
        ObjectMeta wanted = template.getMetadata();
        ObjectMeta metadata =
                new ObjectMetaBuilder()
                        .withGenerateName(set.getMetadata().getName() + "-")
                        .withNamespace(set.getMetadata().getNamespace())
                        .withLabels(wanted.getLabels())
                        .withAnnotations(wanted.getAnnotations())
                        .withFinalizers(wanted.getFinalizers())
                        .withOwnerReferences(Owners.referenceTo(set))
                        .build();
        return new Pod("v1", "Pod", metadata, template.getSpec(), null);
    }
}
