package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.ScorePlugin;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import dev.skiff.scheduler.snapshot.Resources;

/// Prefers nodes on which CPU and memory would be used to a like share, so that neither is left
/// over without the other. Has no opinion on pods that request neither.
public final class NodeResourcesBalancedAllocation implements ScorePlugin {
    @Override
    public String name() {
        return "NodeResourcesBalancedAllocation";
    }

    @Override
    public NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster) {
        Resources request = pod.requests().actual();
        boolean isBestEffort = request.cpuMillis() == 0 && request.memoryBytes() == 0;
        return node -> isBestEffort ? 0 : balance(request, node);
    }

    @Override
    public Scale scale() {
        return Scale.READY;
    }

    private static long balance(Resources request, NodeRecord node) {
        Resources allocatable = node.facts().allocatable();
        if (allocatable.cpuMillis() == 0 || allocatable.memoryBytes() == 0) {
            return BEST;
        }
        double cpu =
                share(request.cpuMillis() + node.requested().cpuMillis(), allocatable.cpuMillis());
        double memory =
                share(
                        request.memoryBytes() + node.requested().memoryBytes(),
                        allocatable.memoryBytes());
        double deviation = Math.abs(cpu - memory) / 2;
        return (long) ((1 - deviation) * BEST);
    }

    private static double share(long used, long allocatable) {
        return Math.min(1, (double) used / allocatable);
    }
}
