package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.ScorePlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeFacts;
import dev.skiff.scheduler.snapshot.NodeSelection;
import dev.skiff.scheduler.snapshot.NodeSelection.PreferredTerm;
import dev.skiff.scheduler.snapshot.PodShape;

/// Keeps pods on the nodes their selector and affinity allow, and prefers those they would rather
/// have.
public final class NodeAffinity implements FilterPlugin, ScorePlugin {
    private static final Verdict REFUSED =
            Verdict.never("node(s) didn't match Pod's node affinity/selector");

    @Override
    public String name() {
        return "NodeAffinity";
    }

    @Override
    public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
        NodeSelection selection = pod.nodes();
        return node ->
                selection.allows(node.name(), node.facts().labels()) ? Verdict.FEASIBLE : REFUSED;
    }

    @Override
    public NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster) {
        return node -> preference(pod.nodes(), node.facts());
    }

    @Override
    public Scale scale() {
        return Scale.MORE_IS_BETTER;
    }

    private static long preference(NodeSelection selection, NodeFacts node) {
        long sum = 0;
        for (PreferredTerm preferred : selection.preferred()) {
            if (preferred.term().matches(node.name(), node.labels())) {
                sum += preferred.weight();
            }
        }
        return sum;
    }
}
