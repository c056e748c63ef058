package dev.skiff.scheduler;

import dev.skiff.scheduler.framework.Profile;
import dev.skiff.scheduler.framework.Profile.WeightedScore;
import dev.skiff.scheduler.plugin.NoPreemption;
import dev.skiff.scheduler.plugin.NodeAffinity;
import dev.skiff.scheduler.plugin.NodeName;
import dev.skiff.scheduler.plugin.NodeResourcesBalancedAllocation;
import dev.skiff.scheduler.plugin.NodeResourcesFit;
import dev.skiff.scheduler.plugin.NodeUnschedulable;
import dev.skiff.scheduler.plugin.TaintToleration;
import java.util.List;

/// The rules for pods that name no scheduler of their own, in upstream's order and with upstream's
/// weights.
public final class StandardProfile {
    public static final String NAME = "default-scheduler";

    private StandardProfile() {}

    public static Profile create() {
        TaintToleration taints = new TaintToleration();
        NodeAffinity affinity = new NodeAffinity();
        NodeResourcesFit fit = new NodeResourcesFit();
        return new Profile(
                NAME,
                List.of(new NodeUnschedulable(), new NodeName(), taints, affinity, fit),
                List.of(
                        new WeightedScore(taints, 3),
                        new WeightedScore(affinity, 2),
                        new WeightedScore(fit, 1),
                        new WeightedScore(new NodeResourcesBalancedAllocation(), 1)),
                List.of(new NoPreemption()));
    }
}
