package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.PodShape;

/// A pod that names its node goes nowhere else.
public final class NodeName implements FilterPlugin {
    private static final Verdict OTHER_NODE =
            Verdict.never("node(s) didn't match the requested node name");

    @Override
    public String name() {
        return "NodeName";
    }

    @Override
    public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
        return node ->
                pod.nodeName().isEmpty() || pod.nodeName().equals(node.name())
                        ? Verdict.FEASIBLE
                        : OTHER_NODE;
    }
}
