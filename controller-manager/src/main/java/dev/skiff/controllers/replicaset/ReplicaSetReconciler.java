package dev.skiff.controllers.replicaset;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Outcome;
import dev.skiff.client.OutsideWorldException;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.Reconciler;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.Adoption;
import dev.skiff.controllers.framework.Batching;
import dev.skiff.controllers.framework.Claims;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import dev.skiff.controllers.framework.LabelMatch;
import dev.skiff.controllers.framework.Owners;
import dev.skiff.controllers.framework.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Gathers a ReplicaSet's pods, has [ReplicaPlanner] decide, creates and deletes, and writes the
/// status. The work is proportional to the ReplicaSet's own pods.
public final class ReplicaSetReconciler implements Reconciler<ObjectKey> {
    private final Copies copies;
    private final ApiClient client;
    private final InstantSource clock;
    private final ReadYourWrites<ObjectKey> ownWrites;
    private final Adoption<ReplicaSet, Pod> adoption;
    private final PodControl podControl;

    private ReplicaSetReconciler(ControllerContext context, ReadYourWrites<ObjectKey> ownWrites) {
        this.copies = context.copies();
        this.client = context.client();
        this.clock = context.clock();
        this.ownWrites = ownWrites;
        this.adoption = new Adoption<>(client, Types.REPLICA_SET, Types.POD);
        this.podControl =
                new PodControl(
                        client,
                        context.newEvents("replicaset-controller"),
                        ownWrites,
                        copies.pods.lister());
    }

    public static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        ReadYourWrites<ObjectKey> ownWrites = new ReadYourWrites<>();
        copies.replicaSets.onChange((key, _, _) -> queue.add(key));
        copies.pods.onChange((_, before, now) -> addAffected(copies, queue, before, now));
        return new ControllerLoop<>(
                queue,
                ownWrites.guard(new ReplicaSetReconciler(context, ownWrites)),
                List.of(copies.replicaSets.lister(), copies.pods.lister()),
                LoggerFactory.getLogger(ReplicaSetReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<ReplicaSet> found = copies.replicaSets.lister().get(key);
        return found.isEmpty() ? Outcome.settled() : reconcile(key, found.get());
    }

    private Outcome reconcile(ObjectKey key, ReplicaSet set) {
        Instant now = clock.instant();
        List<Pod> pods = podsOf(set);
        boolean isDeleting = set.getMetadata().getDeletionTimestamp() != null;
        Optional<PodControl.Failure> failure =
                isDeleting ? Optional.empty() : adjust(key, set, pods, now);
        writeStatus(key, set, ReplicaSetStatusPlanner.plan(set, pods, failure, now));
        failure.ifPresent(
                why -> {
                    throw new OutsideWorldException(why.reason() + ": " + why.message());
                });
        return ReplicaSetStatusPlanner.nextAvailable(set, pods, now)
                .map(next -> Duration.between(now, next))
                .map(wait -> Outcome.retryAfter(wait, "a pod becomes available"))
                .orElse(Outcome.settled());
    }

    /// What the ReplicaSet has and selects, terminating pods among them.
    private List<Pod> podsOf(ReplicaSet set) {
        List<Pod> owned = copies.podsByController.get(set.getMetadata().getUid());
        List<Pod> candidates = new ArrayList<>(owned);
        candidates.addAll(copies.orphanPods.get(set.getMetadata().getNamespace()));
        candidates.removeIf(pod -> !PodFacts.isActive(pod));
        List<Pod> pods =
                new ArrayList<>(
                        adoption.carryOut(
                                set, Claims.plan(set, set.getSpec().getSelector(), candidates)));
        owned.stream().filter(PodFacts::isTerminating).forEach(pods::add);
        return pods;
    }

    private Optional<PodControl.Failure> adjust(
            ObjectKey key, ReplicaSet set, List<Pod> pods, Instant now) {
        List<Pod> active = pods.stream().filter(PodFacts::isActive).toList();
        int desired = set.getSpec().getReplicas();
        List<Pod> related = active.size() > desired ? related(set) : List.of();
        ReplicaPlanner.Plan plan = ReplicaPlanner.plan(desired, active, related, now);
        return plan.toDelete().isEmpty()
                ? podControl.create(key, set, plan.toCreate())
                : podControl.delete(key, set, plan.toDelete());
    }

    /// The active pods of all ReplicaSets that share this one's controller.
    private List<Pod> related(ReplicaSet set) {
        List<ReplicaSet> siblings =
                Owners.controllerOf(set)
                        .map(owner -> copies.replicaSetsByController.get(owner.getUid()))
                        .orElse(List.of(set));
        return siblings.stream()
                .flatMap(
                        sibling ->
                                copies
                                        .podsByController
                                        .get(sibling.getMetadata().getUid())
                                        .stream())
                .filter(PodFacts::isActive)
                .toList();
    }

    private void writeStatus(ObjectKey key, ReplicaSet set, ReplicaSetStatus status) {
        if (status.equals(set.getStatus())) {
            return;
        }
        ReplicaSet changed = new ReplicaSetBuilder(set).withStatus(status).build();
        switch (client.updateStatus(Types.REPLICA_SET, changed)) {
            case ApiResult.NotFound<ReplicaSet> _ -> {} // its deletion will be told
            case ApiResult<ReplicaSet> other ->
                    ownWrites.wrote(key, copies.replicaSets.lister(), other.doneOrThrow());
        }
    }

    private static void addAffected(
            Copies copies, WorkQueue<ObjectKey> queue, @Nullable Pod before, @Nullable Pod now) {
        controllerOf(before).ifPresent(key -> Batching.add(queue, key, sizeOf(copies, key)));
        controllerOf(now).ifPresent(key -> Batching.add(queue, key, sizeOf(copies, key)));
        if (now != null && Owners.controllerOf(now).isEmpty() && PodFacts.isActive(now)) {
            copies.replicaSets.lister().inNamespace(now.getMetadata().getNamespace()).stream()
                    .filter(set -> LabelMatch.matches(set.getSpec().getSelector(), now))
                    .forEach(set -> queue.add(Owners.key(set)));
        }
    }

    private static int sizeOf(Copies copies, ObjectKey key) {
        return copies.replicaSets.lister().get(key).map(s -> s.getSpec().getReplicas()).orElse(0);
    }

    private static Optional<ObjectKey> controllerOf(@Nullable Pod pod) {
        return Optional.ofNullable(pod).flatMap(p -> Owners.controllerKey(p, "ReplicaSet"));
    }
}
