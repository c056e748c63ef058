package dev.skiff.agent.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.pod.PodPlan.Progress;
import dev.skiff.agent.pod.PodSituation.Wish;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.status.Waiting;
import dev.skiff.client.Lister;
import dev.skiff.client.Outcome;
import dev.skiff.client.Reconciler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what the engine runs of one pod in line with what the API says of it. A pod is one uid: a
/// later pod of the same name is another one.
///
/// Plans, does what the plan says, and plans anew until nothing is left to do now.
public final class PodReconciler implements Reconciler<PodIdentity> {
    private static final Logger LOG = LoggerFactory.getLogger(PodReconciler.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// What a pod has left when the API has forgotten it already.
    private static final long ORPHAN_GRACE_SECONDS = 1;

    private final Lister<Pod> pods;
    private final PodServices services;
    private final PodExecutor executor;
    private final InstantSource clock;
    private final ConcurrentMap<PodIdentity, PodMemory> memories = new ConcurrentHashMap<>();

    /// @param root holds one directory for each pod
    public PodReconciler(
            Lister<Pod> pods,
            PodServices services,
            NodeSettings node,
            Path root,
            InstantSource clock) {
        this.pods = pods;
        this.services = services;
        this.clock = clock;
        executor = new PodExecutor(services, node, root, clock);
    }

    @Override
    public Outcome reconcile(PodIdentity identity) {
        PodMemory memory = memories.computeIfAbsent(identity, _ -> new PodMemory());
        Optional<Pod> known =
                pods.get(identity.key())
                        .filter(pod -> pod.getMetadata().getUid().equals(identity.uid()));
        known.ifPresent(memory::see);
        if (known.isPresent() && memory.isCleared()) {
            return Outcome.settled(); // it is being deleted from the API
        }
        Pod pod = known.orElseGet(() -> orphan(identity, memory));
        PodRun run = new PodRun(pod, memory, executor.contextOf(pod));
        if (wish(run) == Wish.RUN) {
            executor.refreshVolumes(run);
        }
        Progress progress = carryOn(run, known.isPresent());
        switch (progress) {
            case UNDER_WAY, OVER -> {
                if (known.isPresent()) {
                    report(run);
                }
            }
            case GONE -> leave(identity, memory, known.isPresent());
        }
        return run.outcome(clock.instant());
    }

    /// A pod of which the API knows nothing any more. Of one that this agent never saw, only
    /// what is on the engine is known.
    private Pod orphan(PodIdentity identity, PodMemory memory) {
        PodBuilder builder =
                memory.lastSeen()
                        .map(PodBuilder::new)
                        .orElseGet(
                                () ->
                                        new PodBuilder()
                                                .withNewMetadata()
                                                .withNamespace(identity.namespace())
                                                .withName(identity.name())
                                                .withUid(identity.uid())
                                                .endMetadata()
                                                .withNewSpec()
                                                .endSpec());
        return builder.editMetadata()
                .withDeletionTimestamp(clock.instant().toString())
                .withDeletionGracePeriodSeconds(ORPHAN_GRACE_SECONDS)
                .endMetadata()
                .build();
    }

    /// A plan that stays the same after it was carried out is tried again later: the engine may be
    /// busy with it.
    private Progress carryOn(PodRun run, boolean isKnown) {
        List<PodAction> before = List.of();
        while (true) {
            PodPlan plan = plan(run);
            run.planned(plan);
            executor.tellCrashLoops(run, plan);
            if (plan.actions().isEmpty()) {
                return plan.progress();
            }
            if (plan.actions().equals(before)) {
                run.lookAgain(clock.instant().plus(PAUSE));
                return Progress.UNDER_WAY;
            }
            before = plan.actions();
            if (isKnown && plan.actions().getFirst() instanceof PodAction.Remove) {
                report(run); // how containers ended is told before they are gone
            }
            for (PodAction action : plan.actions()) {
                executor.execute(action, run);
            }
        }
    }

    private PodPlan plan(PodRun run) {
        Instant now = clock.instant();
        failIfPastDeadline(run, now);
        List<ContainerState> containers =
                services.view().containersOf(PodFacts.identity(run.pod()));
        executor.observe(run, containers);
        return PodPlanner.plan(executor.situation(run, wish(run), containers, now));
    }

    private static Wish wish(PodRun run) {
        if (PodFacts.isTerminating(run.pod())) {
            return Wish.VANISH;
        }
        boolean isOver = PodFacts.isOver(run.pod()) || run.memory().failure().isPresent();
        return isOver ? Wish.END : Wish.RUN;
    }

    private static void failIfPastDeadline(PodRun run, Instant now) {
        Long seconds = run.pod().getSpec().getActiveDeadlineSeconds();
        String started =
                run.pod().getStatus() == null ? null : run.pod().getStatus().getStartTime();
        if (seconds == null || started == null || run.memory().failure().isPresent()) {
            return;
        }
        Instant deadline = Instant.parse(started).plusSeconds(seconds);
        if (now.isBefore(deadline)) {
            run.lookAgain(deadline);
        } else if (!PodFacts.isOver(run.pod())) {
            run.memory()
                    .fail(
                            new Waiting(
                                    "DeadlineExceeded",
                                    "Pod was active on the node longer than the specified deadline"));
        }
    }

    private void report(PodRun run) {
        PodIdentity identity = PodFacts.identity(run.pod());
        ObjectNode status = executor.compose(run, clock.instant());
        services.reporter().report(identity, status);
    }

    private void leave(PodIdentity identity, PodMemory memory, boolean isKnown) {
        executor.clear(identity);
        memory.clear();
        if (isKnown) {
            LOG.debug("nothing is left of {}", identity);
            services.reporter().delete(identity);
        } else {
            services.reporter().forget(identity);
            memories.remove(identity);
        }
    }

    /// How long until a run's next due work.
    static Duration until(Instant due, Instant now) {
        return due.isAfter(now) ? Duration.between(now, due) : Duration.ofMillis(1);
    }
}
