package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.ScorePlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import dev.skiff.scheduler.snapshot.Taint;
import dev.skiff.scheduler.snapshot.Toleration;
import java.util.List;

/// Keeps pods off nodes with hard taints they don't tolerate, and prefers nodes with few soft ones.
public final class TaintToleration implements FilterPlugin, ScorePlugin {
    private static final Verdict REFUSED = Verdict.never("node(s) had untolerated taint(s)");

    @Override
    public String name() {
        return "TaintToleration";
    }

    @Override
    public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
        return node -> hasUntoleratedHard(node, pod.tolerations()) ? REFUSED : Verdict.FEASIBLE;
    }

    @Override
    public NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster) {
        return node -> untoleratedSoft(node, pod.tolerations());
    }

    @Override
    public Scale scale() {
        return Scale.LESS_IS_BETTER;
    }

    private static boolean hasUntoleratedHard(NodeRecord node, List<Toleration> tolerations) {
        for (Taint taint : node.facts().taints()) {
            if (taint.isHard() && !Toleration.anyTolerates(tolerations, taint)) {
                return true;
            }
        }
        return false;
    }

    private static long untoleratedSoft(NodeRecord node, List<Toleration> tolerations) {
        long count = 0;
        for (Taint taint : node.facts().taints()) {
            if (!taint.isHard() && !Toleration.anyTolerates(tolerations, taint)) {
                count++;
            }
        }
        return count;
    }
}
