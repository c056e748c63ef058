package dev.skiff.controllers.garbage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.DeleteResult;
import dev.skiff.client.Deletion;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.Reconciler;
import dev.skiff.client.RefusedCallException;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Looks at one object at a time: is it being deleted and has dependents to wait for or to set
/// free, or have its owners gone?
public final class GarbageReconciler implements Reconciler<GarbageKey> {
    private final OwnershipView view;
    private final ApiClient client;
    private final WorkQueue<GarbageKey> queue;

    private GarbageReconciler(OwnershipView view, ApiClient client, WorkQueue<GarbageKey> queue) {
        this.view = view;
        this.client = client;
        this.queue = queue;
    }

    public static ControllerLoop<GarbageKey> loop(ControllerContext context) {
        OwnershipView view = new OwnershipView(context);
        WorkQueue<GarbageKey> queue = context.newQueue();
        GarbageReconciler reconciler = new GarbageReconciler(view, context.client(), queue);
        view.onChange((_, before, now) -> reconciler.addAffected(before, now));
        return new ControllerLoop<>(
                queue,
                reconciler,
                view.listers(),
                LoggerFactory.getLogger(GarbageReconciler.class));
    }

    @Override
    public Outcome reconcile(GarbageKey key) {
        view.find(key).ifPresent(this::reconcile);
        return Outcome.settled();
    }

    private void reconcile(OwnedObject object) {
        if (object.leavesOrphans()) {
            setDependentsFree(object);
        } else if (object.waitsForDependents()) {
            waitForDependents(object);
        } else if (!object.isDeleting()) {
            collect(object);
        }
    }

    private void setDependentsFree(OwnedObject owner) {
        for (OwnedObject dependent : view.dependentsOf(owner.uid())) {
            forgetOwners(dependent, List.of(owner.uid()));
        }
        removeFinalizer(owner, OwnedObject.ORPHAN);
    }

    private void waitForDependents(OwnedObject owner) {
        List<OwnedObject> blocking =
                view.dependentsOf(owner.uid()).stream()
                        .filter(dependent -> dependent.isBlocking(owner.uid()))
                        .toList();
        if (blocking.isEmpty()) {
            removeFinalizer(owner, OwnedObject.FOREGROUND);
        }
        blocking.stream().filter(dependent -> !dependent.isDeleting()).forEach(this::add);
    }

    private void collect(OwnedObject object) {
        List<OwnerState> states =
                object.owners().stream().map(owner -> stateOf(object, owner)).toList();
        boolean hasDependents = !view.dependentsOf(object.uid()).isEmpty();
        switch (GarbagePlanner.plan(object, states, hasDependents)) {
            case GarbagePlanner.Verdict.Keep() -> {}
            case GarbagePlanner.Verdict.ForgetOwners(var uids) -> forgetOwners(object, uids);
            case GarbagePlanner.Verdict.Delete(var propagation) -> delete(object, propagation);
        }
    }

    private OwnerState stateOf(OwnedObject object, OwnedObject.Owner owner) {
        Optional<GarbageKey> place = view.locate(object, owner);
        if (place.isEmpty()) {
            return OwnerState.SOLID;
        }
        Optional<OwnedObject> known = view.find(place.get());
        if (known.isPresent()) {
            return known.get().waitsForDependents() ? OwnerState.WAITING : OwnerState.SOLID;
        }
        return isReallyThere(place.get()) ? OwnerState.SOLID : OwnerState.ABSENT;
    }

    private boolean isReallyThere(GarbageKey owner) {
        return client.find(view.kindOf(owner), owner.key())
                .map(found -> found.path("metadata").path("uid").asText())
                .filter(uid -> uid.equals(owner.uid()))
                .isPresent();
    }

    /// On condition that it is as it was judged: it may have found another owner meanwhile.
    private void delete(OwnedObject object, Deletion.Propagation propagation) {
        Deletion how =
                Deletion.ofUid(object.uid())
                        .atRevision(Long.toString(object.revision()))
                        .with(propagation);
        switch (client.delete(object.kind(), object.key(), how)) {
            case DeleteResult.Gone _, DeleteResult.Terminating _, DeleteResult.NotFound _ -> {}
            case DeleteResult.Conflict(var status) -> throw new RefusedCallException(status);
            case DeleteResult.Rejected(var status) -> throw new RefusedCallException(status);
        }
    }

    private void forgetOwners(OwnedObject object, List<String> uids) {
        ObjectNode change = Json.object();
        ObjectNode metadata = change.putObject("metadata").put("uid", object.uid());
        ArrayNode references = metadata.putArray("ownerReferences");
        uids.forEach(uid -> references.addObject().put("$patch", "delete").put("uid", uid));
        patch(object, Patch.strategic(change));
    }

    private void removeFinalizer(OwnedObject object, String finalizer) {
        ObjectNode change = Json.object();
        ObjectNode metadata = change.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(object.revision()));
        ArrayNode kept = metadata.putArray("finalizers");
        object.finalizers().stream().filter(f -> !f.equals(finalizer)).forEach(kept::add);
        patch(object, Patch.merge(change));
    }

    private void patch(OwnedObject object, Patch patch) {
        switch (client.patch(object.kind(), object.key(), patch)) {
            case ApiResult.Done<JsonNode> _, ApiResult.NotFound<JsonNode> _ -> {}
            case ApiResult<JsonNode> other -> other.doneOrThrow();
        }
    }

    /// Runs on the informers' threads. An owner's copy is changed before its dependents are looked
    /// for, and a dependent's before its owners are, so one of the two notices the other.
    private void addAffected(@Nullable OwnedObject before, @Nullable OwnedObject now) {
        boolean isReplaced = before != null && now != null && !before.uid().equals(now.uid());
        if (before != null && (now == null || isReplaced)) {
            view.dependentsOf(before.uid()).forEach(this::add);
            waitingOwners(before).forEach(this::add);
        }
        if (now != null) {
            addChanged(isReplaced ? null : before, now);
        }
    }

    private void addChanged(@Nullable OwnedObject before, OwnedObject now) {
        boolean hasNewOwners = before == null || !before.owners().equals(now.owners());
        if (now.isDeleting()) {
            if (before == null || !before.isDeleting() || !isSameFinalizers(before, now)) {
                add(now);
            }
            if (now.waitsForDependents() && (before == null || !before.waitsForDependents())) {
                view.dependentsOf(now.uid()).forEach(this::add);
            }
        } else if (hasNewOwners && !hasOnlyLivingOwners(now)) {
            add(now);
        }
        if (before != null && hasNewOwners) {
            waitingOwners(before).forEach(this::add);
        }
    }

    private static boolean isSameFinalizers(OwnedObject before, OwnedObject now) {
        return before.finalizers().equals(now.finalizers());
    }

    private boolean hasOnlyLivingOwners(OwnedObject object) {
        return object.owners().stream()
                .allMatch(
                        owner ->
                                view.locate(object, owner)
                                        .flatMap(view::find)
                                        .filter(found -> !found.waitsForDependents())
                                        .isPresent());
    }

    private List<OwnedObject> waitingOwners(OwnedObject dependent) {
        return dependent.owners().stream()
                .flatMap(owner -> view.locate(dependent, owner).flatMap(view::find).stream())
                .filter(OwnedObject::waitsForDependents)
                .toList();
    }

    private void add(OwnedObject object) {
        queue.add(object.garbageKey());
    }
}
