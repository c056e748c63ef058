package dev.skiff.agent.pod;

import dev.skiff.agent.env.PodContext;
import dev.skiff.client.Outcome;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/// One look at a pod: what is found on the way, and when to look again.
final class PodRun {
    private final Pod pod;
    private final PodMemory memory;
    private final SortedSet<String> tried = new TreeSet<>();
    private PodContext context;
    private Instant triedLookAgainAt = Instant.MAX;
    private Instant plannedLookAgainAt = Instant.MAX;

    PodRun(Pod pod, PodMemory memory, PodContext context) {
        this.pod = pod;
        this.memory = memory;
        this.context = context;
    }

    Pod pod() {
        return pod;
    }

    PodMemory memory() {
        return memory;
    }

    PodContext context() {
        return context;
    }

    /// The pod has a new sandbox, and with it an address.
    void startOver(PodContext now) {
        context = now;
    }

    /// What can't be started at this look.
    SortedSet<String> tried() {
        return tried;
    }

    /// This can't be started now; not before `lookAgainAt` unless somebody tells.
    void giveUp(String container, Instant lookAgainAt) {
        tried.add(container);
        lookAgain(lookAgainAt);
    }

    void lookAgain(Instant at) {
        triedLookAgainAt = at.isBefore(triedLookAgainAt) ? at : triedLookAgainAt;
    }

    void planned(PodPlan plan) {
        plannedLookAgainAt = plan.lookAgainAt();
        memory.crashLoopsAre(plan.crashLoops(), pod);
    }

    Outcome outcome(Instant now) {
        Instant due =
                plannedLookAgainAt.isBefore(triedLookAgainAt)
                        ? plannedLookAgainAt
                        : triedLookAgainAt;
        return due.equals(Instant.MAX)
                ? Outcome.settled()
                : Outcome.retryAfter(PodReconciler.until(due, now), "something is due then");
    }
}
