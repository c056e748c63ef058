package dev.skiff.controllers.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.status.Status;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Lister;
import dev.skiff.client.Patch;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.Types;
import dev.skiff.controllers.framework.Owners;
import dev.skiff.controllers.framework.Refusals;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out the actions of a [RolloutPlan] and tells of them as events. Every change of a
/// ReplicaSet names the revision it was decided on.
final class RolloutSteps {
    private final ApiClient client;
    private final EventRecorder events;
    private final ReadYourWrites<ObjectKey> ownWrites;
    private final Lister<ReplicaSet> sets;

    RolloutSteps(
            ApiClient client,
            EventRecorder events,
            ReadYourWrites<ObjectKey> ownWrites,
            Lister<ReplicaSet> sets) {
        this.client = client;
        this.events = events;
        this.ownWrites = ownWrites;
        this.sets = sets;
    }

    StepsResult carryOut(ObjectKey key, Deployment deployment, List<RolloutAction> actions) {
        for (RolloutAction action : actions) {
            switch (action) {
                case RolloutAction.Create(var set) -> {
                    StepsResult result = create(key, deployment, set);
                    if (!(result instanceof StepsResult.Done)) {
                        return result;
                    }
                }
                case RolloutAction.Resize resize -> resize(key, deployment, resize);
                case RolloutAction.Update update -> update(key, update);
                case RolloutAction.Delete(var set) -> delete(key, set);
            }
        }
        return new StepsResult.Done();
    }

    private StepsResult create(ObjectKey key, Deployment deployment, ReplicaSet wanted) {
        return switch (client.create(Types.REPLICA_SET, wanted)) {
            case ApiResult.Done<ReplicaSet>(var created) -> {
                ownWrites.wrote(key, sets, created);
                if (ReplicaSetFacts.wanted(created) > 0) {
                    tellScaled(deployment, created, 0, ReplicaSetFacts.wanted(created));
                }
                yield new StepsResult.Done();
            }
            case ApiResult.AlreadyExists<ReplicaSet> _ -> compareWithTaken(key, deployment, wanted);
            case ApiResult.Conflict<ReplicaSet>(var status) ->
                    throw new RefusedCallException(status);
            case ApiResult.NotFound<ReplicaSet>(var status) -> failed(deployment, wanted, status);
            case ApiResult.Rejected<ReplicaSet>(var status) -> failed(deployment, wanted, status);
        };
    }

    /// What has the name may be what we created before, when the answer was lost.
    private StepsResult compareWithTaken(ObjectKey key, Deployment deployment, ReplicaSet wanted) {
        Optional<ReplicaSet> taken = client.get(Types.REPLICA_SET, Owners.key(wanted));
        if (taken.isEmpty()) {
            return new StepsResult.Done();
        }
        ownWrites.wrote(key, sets, taken.get());
        boolean isOurs =
                Owners.isControlledBy(taken.get(), deployment)
                        && TemplateHash.isSame(
                                taken.get().getSpec().getTemplate(),
                                wanted.getSpec().getTemplate());
        return isOurs ? new StepsResult.Done() : new StepsResult.Collided();
    }

    /// A namespace that is going away takes the Deployment with it: nothing to complain about.
    private StepsResult failed(Deployment deployment, ReplicaSet wanted, Status status) {
        if (Refusals.isForTerminatingNamespace(status)) {
            return new StepsResult.Done();
        }
        String name = ReplicaSetFacts.name(wanted);
        events.warning(
                deployment,
                "ReplicaSetCreateError",
                "Failed to create new replica set \"%s\": %s".formatted(name, status.message()));
        return new StepsResult.CreateFailed(name, status);
    }

    private void resize(ObjectKey key, Deployment deployment, RolloutAction.Resize resize) {
        ReplicaSet set = resize.set();
        ObjectNode change = change(set, resize.annotations());
        change.putObject("spec").put("replicas", resize.replicas());
        patch(key, set, change);
        if (resize.replicas() != ReplicaSetFacts.wanted(set)) {
            tellScaled(deployment, set, ReplicaSetFacts.wanted(set), resize.replicas());
        }
    }

    private void update(ObjectKey key, RolloutAction.Update update) {
        ObjectNode change = change(update.set(), update.annotations());
        Integer seconds = update.minReadySeconds() == 0 ? null : update.minReadySeconds();
        change.putObject("spec").put("minReadySeconds", seconds);
        patch(key, update.set(), change);
    }

    private void delete(ObjectKey key, ReplicaSet set) {
        ObjectKey setKey = Owners.key(set);
        String uid = set.getMetadata().getUid();
        switch (client.delete(Types.REPLICA_SET.kind(), setKey, Deletion.ofUid(uid))) {
            case DeleteResult.Gone _,
                    DeleteResult.Terminating _,
                    DeleteResult.NotFound _,
                    DeleteResult.Conflict _ ->
                    ownWrites.deleted(key, sets, setKey, uid);
            case DeleteResult.Rejected(var status) -> throw new RefusedCallException(status);
        }
    }

    private void patch(ObjectKey key, ReplicaSet set, ObjectNode change) {
        ReplicaSet patched =
                client.patch(Types.REPLICA_SET, Owners.key(set), Patch.merge(change)).doneOrThrow();
        ownWrites.wrote(key, sets, patched);
    }

    private static ObjectNode change(ReplicaSet set, Map<String, String> annotations) {
        ObjectNode change = Json.object();
        ObjectNode metadata = change.putObject("metadata");
        metadata.put("resourceVersion", set.getMetadata().getResourceVersion());
        ObjectNode changed = metadata.putObject("annotations");
        annotations.forEach(changed::put);
        return change;
    }

    private void tellScaled(Deployment deployment, ReplicaSet set, int from, int to) {
        events.normal(
                deployment,
                "ScalingReplicaSet",
                "Scaled %s replica set %s from %d to %d"
                        .formatted(to > from ? "up" : "down", ReplicaSetFacts.name(set), from, to));
    }
}
