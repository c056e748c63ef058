package dev.skiff.scheduler;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Lister;
import dev.skiff.client.Steppable;
import dev.skiff.client.WorkQueue;
import dev.skiff.scheduler.AssumedPods.Assumption;
import dev.skiff.scheduler.framework.Placement;
import dev.skiff.scheduler.framework.PlacementEngine;
import dev.skiff.scheduler.framework.Profile;
import dev.skiff.scheduler.queue.SchedulingQueue;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodRecord;
import dev.skiff.scheduler.snapshot.PodRecord.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the next pod, chooses a node, assumes that the pod is there, and hands it to the
/// [Binder]. Before each choice it takes in everything it has been told, so it decides on all it
/// knows. One thread steps.
///
/// Preemption plugs in as a post-filter of the [Profile]. Pods that only make sense together can be
/// placed by assuming one after the other and forgetting all of them when one doesn't fit: nothing
/// leaves this loop before the binder is told.
final class SchedulingLoop implements Steppable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);
    private static final int CHANGES_PER_STEP = 256;

    /// How many pods may be on their way to a node before placing pauses.
    private static final int MAX_BINDING = 1000;

    /// What the loop is told about.
    ///
    /// @param changedPods, changedNodes keys whose state in the copies changed
    record Inputs(
            Lister<PodRecord> pods,
            WorkQueue<ObjectKey> changedPods,
            Lister<NodeFacts> nodes,
            WorkQueue<ObjectKey> changedNodes) {}

    /// What the loop decides with.
    record Mind(
            Profile profile,
            ClusterSnapshot cluster,
            PlacementEngine engine,
            SchedulingQueue queue) {}

    private final Inputs inputs;
    private final Mind mind;
    private final Binder binder;
    private final RefusalReporter reporter;
    private final InstantSource clock;
    private final AssumedPods assumed = new AssumedPods();
    private final Queue<BindOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    SchedulingLoop(
            Inputs inputs,
            Mind mind,
            Binder binder,
            RefusalReporter reporter,
            InstantSource clock) {
        this.inputs = inputs;
        this.mind = mind;
        this.binder = binder;
        this.reporter = reporter;
        this.clock = clock;
        binder.onOutcome(
                outcome -> {
                    outcomes.add(outcome);
                    wake.run();
                });
    }

    @Override
    public boolean step() {
        if (!hasHeardAll()) {
            return false;
        }
        Instant now = clock.instant();
        if (takeChanges(now) | takeOutcomes(now)) {
            reconsiderRefused(now);
            return true;
        }
        return lookAtOverdue(now) || placeNext(now);
    }

    @Override
    public Instant nextDue() {
        if (!hasHeardAll()) {
            return Instant.MAX;
        }
        if (!outcomes.isEmpty()) {
            return Instant.MIN;
        }
        Instant placing = binder.size() < MAX_BINDING ? mind.queue().nextDue() : Instant.MAX;
        return Stream.of(
                        placing,
                        assumed.nextCheck(),
                        inputs.changedPods().nextDue(),
                        inputs.changedNodes().nextDue())
                .min(Comparator.naturalOrder())
                .get();
    }

    @Override
    public void onWork(Runnable newWake) {
        wake = newWake;
        inputs.changedPods().onWork(newWake);
        inputs.changedNodes().onWork(newWake);
        inputs.pods().whenSynced(newWake);
        inputs.nodes().whenSynced(newWake);
    }

    /// Placing pods before all nodes and all assigned pods are known would overload nodes.
    private boolean hasHeardAll() {
        return inputs.pods().hasSynced() && inputs.nodes().hasSynced();
    }

    private boolean takeChanges(Instant now) {
        return take(inputs.changedNodes(), this::observeNode)
                | take(inputs.changedPods(), key -> observePod(key, now));
    }

    private static boolean take(WorkQueue<ObjectKey> changed, Consumer<ObjectKey> observe) {
        int taken = 0;
        Optional<ObjectKey> key = changed.poll();
        while (key.isPresent()) {
            observe.accept(key.get());
            changed.done(key.get());
            taken++;
            key = taken < CHANGES_PER_STEP ? changed.poll() : Optional.empty();
        }
        return taken > 0;
    }

    private void observeNode(ObjectKey key) {
        Optional<NodeFacts> node = inputs.nodes().get(key);
        if (node.isPresent()) {
            mind.cluster().putNode(node.get());
        } else {
            mind.cluster().removeNode(key.name());
        }
    }

    private void observePod(ObjectKey key, Instant now) {
        Optional<PodRecord> known = inputs.pods().get(key);
        if (known.isEmpty()) {
            noNodeNeeded(key);
            mind.cluster().removePod(key);
        } else if (known.get().isAssigned()) {
            observeAssigned(known.get());
        } else {
            observeUnassigned(known.get(), now);
        }
    }

    private void observeAssigned(PodRecord pod) {
        noNodeNeeded(pod.key());
        if (pod.holdsResources()) {
            mind.cluster().putPod(pod.key(), pod.uid(), pod.nodeName(), pod.shape().requests());
        } else {
            mind.cluster().removePod(pod.key());
        }
    }

    private void observeUnassigned(PodRecord pod, Instant now) {
        if (assumed.get(pod.key(), pod.uid()).isEmpty()) {
            drop(pod.key());
            if (isToBePlaced(pod)) {
                mind.queue().put(pod, now);
            } else {
                noNodeNeeded(pod.key());
            }
        }
    }

    private boolean isToBePlaced(PodRecord pod) {
        return pod.schedulerName().equals(mind.profile().schedulerName())
                && !pod.isGated()
                && !pod.isOver();
    }

    private void noNodeNeeded(ObjectKey pod) {
        assumed.remove(pod);
        binder.cancel(pod);
        reporter.settled(pod);
        mind.queue().remove(pod);
    }

    /// What was assumed isn't so.
    private void drop(ObjectKey pod) {
        assumed.remove(pod);
        binder.cancel(pod);
        mind.cluster().removePod(pod);
    }

    private boolean takeOutcomes(Instant now) {
        int taken = 0;
        for (BindOutcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            taken++;
            BindOutcome told = outcome;
            assumed.get(outcome.pod(), outcome.uid())
                    .ifPresent(assumption -> conclude(assumption, told, now));
        }
        return taken > 0;
    }

    private void conclude(Assumption assumption, BindOutcome outcome, Instant now) {
        PodRecord pod = assumption.pod();
        switch (outcome) {
            case BindOutcome.Bound(var key, var uid, var nodeName) -> {
                mind.cluster().putPod(key, uid, nodeName, pod.shape().requests());
                assumed.awaitConfirmation(pod, nodeName, now);
            }
            case BindOutcome.NotBound(var key, var _, var why) -> {
                drop(key);
                tryAgainLater(key, now);
                reporter.refused(pod, new Refusal("SchedulerError", why));
            }
            case BindOutcome.Vanished(var key, var _) -> {
                drop(key);
                tryAgainLater(key, now);
            }
        }
    }

    private void tryAgainLater(ObjectKey pod, Instant now) {
        if (mind.queue().isTaken(pod)) {
            mind.queue().backOff(pod, now);
        }
    }

    private void reconsiderRefused(Instant now) {
        List<NodeRecord> improved = mind.cluster().takeImproved();
        if (!improved.isEmpty() && mind.queue().hasRefused()) {
            mind.queue().reconsider(shape -> mind.engine().canAnyTake(improved, shape), now);
        }
    }

    private boolean lookAtOverdue(Instant now) {
        Optional<Assumption> overdue = assumed.takeOverdue(now);
        overdue.ifPresent(assumption -> binder.look(assumption.pod(), assumption.nodeName()));
        return overdue.isPresent();
    }

    private boolean placeNext(Instant now) {
        if (binder.size() >= MAX_BINDING) {
            return false;
        }
        Optional<PodRecord> next = mind.queue().take(now);
        next.ifPresent(pod -> place(pod, now));
        return next.isPresent();
    }

    private void place(PodRecord pod, Instant now) {
        switch (mind.engine().place(pod.shape())) {
            case Placement.Chosen(var nodeName, var score, var feasible) -> {
                LOG.debug("{} → {}: score {}, {} fit", pod.key(), nodeName, score, feasible);
                mind.cluster().putPod(pod.key(), pod.uid(), nodeName, pod.shape().requests());
                assumed.assume(pod, nodeName);
                reporter.settled(pod.key());
                binder.bind(pod, nodeName);
            }
            case Placement.NoFit(var diagnosis) -> {
                mind.queue().refuse(pod.key(), now);
                String why = mind.profile().explain(pod, diagnosis, mind.cluster());
                LOG.debug("{} fits nowhere: {}", pod.key(), why);
                reporter.refused(pod, new Refusal("Unschedulable", why));
            }
        }
    }
}
