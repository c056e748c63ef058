package dev.skiff.controllers.deployment;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.EventRecorder;
import dev.skiff.client.Outcome;
import dev.skiff.client.ReadYourWrites;
import dev.skiff.client.Reconciler;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.Adoption;
import dev.skiff.controllers.framework.Claims;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import dev.skiff.controllers.framework.LabelMatch;
import dev.skiff.controllers.framework.Owners;
import dev.skiff.controllers.framework.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Gathers a Deployment's ReplicaSets, has [RolloutPlanner] decide, has [RolloutSteps] do it, and
/// writes the status.
public final class DeploymentReconciler implements Reconciler<ObjectKey> {
    private final Copies copies;
    private final ApiClient client;
    private final InstantSource clock;
    private final EventRecorder events;
    private final ReadYourWrites<ObjectKey> ownWrites;
    private final Adoption<Deployment, ReplicaSet> adoption;
    private final RolloutSteps steps;

    private DeploymentReconciler(ControllerContext context, ReadYourWrites<ObjectKey> ownWrites) {
        this.copies = context.copies();
        this.client = context.client();
        this.clock = context.clock();
        this.events = context.newEvents("deployment-controller");
        this.ownWrites = ownWrites;
        this.adoption = new Adoption<>(client, Types.DEPLOYMENT, Types.REPLICA_SET);
        this.steps = new RolloutSteps(client, events, ownWrites, copies.replicaSets.lister());
    }

    public static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        ReadYourWrites<ObjectKey> ownWrites = new ReadYourWrites<>();
        copies.deployments.onChange((key, _, _) -> queue.add(key));
        copies.replicaSets.onChange((_, before, now) -> addOwners(copies, queue, before, now));
        copies.pods.onChange((_, before, now) -> addWaiting(copies, queue, before, now));
        return new ControllerLoop<>(
                queue,
                ownWrites.guard(new DeploymentReconciler(context, ownWrites)),
                List.of(
                        copies.deployments.lister(),
                        copies.replicaSets.lister(),
                        copies.pods.lister()),
                LoggerFactory.getLogger(DeploymentReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Deployment> found = copies.deployments.lister().get(key);
        return found.isEmpty() ? Outcome.settled() : reconcile(key, found.get());
    }

    private Outcome reconcile(ObjectKey key, Deployment deployment) {
        if (LabelMatch.isEmpty(deployment.getSpec().getSelector())) {
            events.warning(
                    deployment,
                    "SelectingAll",
                    "This deployment is selecting all pods. A non-empty selector is required.");
            return Outcome.settled();
        }
        Instant now = clock.instant();
        Rollout rollout = Rollout.of(deployment, setsOf(deployment), this::hasPods, now);
        RolloutPlan plan = RolloutPlanner.plan(rollout);
        switch (steps.carryOut(key, deployment, plan.actions())) {
            case StepsResult.Done _ -> writeStatus(key, deployment, plan.status(), plan.revision());
            case StepsResult.Collided _ ->
                    writeStatus(
                            key,
                            deployment,
                            RolloutStatusPlanner.collided(deployment),
                            Optional.empty());
            case StepsResult.CreateFailed failed -> {
                DeploymentStatus status =
                        RolloutStatusPlanner.createFailed(rollout, failed.setName(), failed.why());
                writeStatus(key, deployment, status, Optional.empty());
                throw failed.asException();
            }
        }
        return plan.lookAgain()
                .map(at -> Outcome.retryAfter(untilAfter(now, at), "the rollout may time out"))
                .orElse(Outcome.settled());
    }

    private static Duration untilAfter(Instant now, Instant at) {
        Duration wait = Duration.between(now, at);
        return wait.isPositive() ? wait : Duration.ofSeconds(1);
    }

    private List<ReplicaSet> setsOf(Deployment deployment) {
        List<ReplicaSet> candidates =
                new ArrayList<>(
                        copies.replicaSetsByController.get(deployment.getMetadata().getUid()));
        candidates.addAll(copies.orphanReplicaSets.get(deployment.getMetadata().getNamespace()));
        return adoption.carryOut(
                deployment,
                Claims.plan(deployment, deployment.getSpec().getSelector(), candidates));
    }

    private boolean hasPods(ReplicaSet set) {
        return ReplicaSetFacts.actual(set) > 0
                || copies.podsByController.get(set.getMetadata().getUid()).stream()
                        .anyMatch(pod -> !PodFacts.isFinished(pod));
    }

    private void writeStatus(
            ObjectKey key,
            Deployment deployment,
            DeploymentStatus status,
            Optional<Long> revision) {
        DeploymentBuilder changed = new DeploymentBuilder(deployment).withStatus(status);
        revision.ifPresent(
                number ->
                        changed.editMetadata()
                                .addToAnnotations(Revisions.REVISION, Long.toString(number))
                                .endMetadata());
        Deployment wanted = changed.build();
        if (wanted.equals(deployment)) {
            return;
        }
        switch (client.updateStatus(Types.DEPLOYMENT, wanted)) {
            case ApiResult.NotFound<Deployment> _ -> {} // its deletion will be told
            case ApiResult<Deployment> other ->
                    ownWrites.wrote(key, copies.deployments.lister(), other.doneOrThrow());
        }
    }

    private static void addOwners(
            Copies copies,
            WorkQueue<ObjectKey> queue,
            @Nullable ReplicaSet before,
            @Nullable ReplicaSet now) {
        ownerOf(before).ifPresent(queue::add);
        ownerOf(now).ifPresent(queue::add);
        if (now != null && Owners.controllerOf(now).isEmpty()) {
            copies.deployments.lister().inNamespace(now.getMetadata().getNamespace()).stream()
                    .filter(d -> LabelMatch.matches(d.getSpec().getSelector(), now))
                    .forEach(d -> queue.add(Owners.key(d)));
        }
    }

    private static Optional<ObjectKey> ownerOf(@Nullable ReplicaSet set) {
        return Optional.ofNullable(set).flatMap(s -> Owners.controllerKey(s, "Deployment"));
    }

    /// A Deployment that recreates waits for the last old pod to end.
    private static void addWaiting(
            Copies copies, WorkQueue<ObjectKey> queue, @Nullable Pod before, @Nullable Pod now) {
        if (before == null || (now != null && !PodFacts.isFinished(now))) {
            return;
        }
        Owners.controllerKey(before, "ReplicaSet")
                .flatMap(copies.replicaSets.lister()::get)
                .flatMap(set -> Owners.controllerKey(set, "Deployment"))
                .flatMap(copies.deployments.lister()::get)
                .filter(deployment -> !Limits.isRolling(deployment))
                .ifPresent(deployment -> queue.add(Owners.key(deployment)));
    }
}
