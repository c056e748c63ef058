package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.PodShape;
import dev.skiff.scheduler.snapshot.Taint;
import dev.skiff.scheduler.snapshot.Toleration;

/// A cordoned node takes only pods that tolerate being cordoned.
public final class NodeUnschedulable implements FilterPlugin {
    private static final Taint CORDONED =
            new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);
    private static final Verdict REFUSED = Verdict.never("node(s) were unschedulable");

    @Override
    public String name() {
        return "NodeUnschedulable";
    }

    @Override
    public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
        boolean tolerated = Toleration.anyTolerates(pod.tolerations(), CORDONED);
        return node -> tolerated || !node.facts().isUnschedulable() ? Verdict.FEASIBLE : REFUSED;
    }
}
