package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.FilterPlugin;
import dev.skiff.scheduler.framework.ScorePlugin;
import dev.skiff.scheduler.framework.Verdict;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;
import dev.skiff.scheduler.snapshot.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keeps pods off nodes without room for what they request, and prefers nodes with the most room
/// left.
public final class NodeResourcesFit implements FilterPlugin, ScorePlugin {
    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster) {
        Resources request = pod.requests().actual();
        return node -> fits(request, node) ? Verdict.FEASIBLE : refusal(request, node);
    }

    @Override
    public NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster) {
        Resources request = pod.requests().forScoring();
        return node -> leastAllocated(request, node);
    }

    @Override
    public Scale scale() {
        return Scale.READY;
    }

    private static boolean fits(Resources request, NodeRecord node) {
        Resources allocatable = node.facts().allocatable();
        Resources used = node.requested();
        return node.pods() < node.facts().allowedPods()
                && isRoom(request.cpuMillis(), used.cpuMillis(), allocatable.cpuMillis())
                && isRoom(request.memoryBytes(), used.memoryBytes(), allocatable.memoryBytes())
                && isRoom(
                        request.ephemeralStorageBytes(),
                        used.ephemeralStorageBytes(),
                        allocatable.ephemeralStorageBytes())
                && (request.extended().isEmpty() || insufficientExtended(request, node).isEmpty());
    }

    /// Nothing always fits, even on a node that is asked for too much already.
    private static boolean isRoom(long request, long used, long allocatable) {
        return request == 0 || request <= allocatable - used;
    }

    private static Verdict refusal(Resources request, NodeRecord node) {
        Resources allocatable = node.facts().allocatable();
        Resources used = node.requested();
        List<String> reasons = new ArrayList<>();
        if (node.pods() >= node.facts().allowedPods()) {
            reasons.add("Too many pods");
        }
        if (!isRoom(request.cpuMillis(), used.cpuMillis(), allocatable.cpuMillis())) {
            reasons.add("Insufficient cpu");
        }
        if (!isRoom(request.memoryBytes(), used.memoryBytes(), allocatable.memoryBytes())) {
            reasons.add("Insufficient memory");
        }
        if (!isRoom(
                request.ephemeralStorageBytes(),
                used.ephemeralStorageBytes(),
                allocatable.ephemeralStorageBytes())) {
            reasons.add("Insufficient ephemeral-storage");
        }
        insufficientExtended(request, node).forEach(name -> reasons.add("Insufficient " + name));
        return new Verdict.Infeasible(reasons, couldEverFit(request, allocatable));
    }

    private static List<String> insufficientExtended(Resources request, NodeRecord node) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Long> entry : request.extended().entrySet()) {
            long used = node.requested().extended(entry.getKey());
            long allocatable = node.facts().allocatable().extended(entry.getKey());
            if (!isRoom(entry.getValue(), used, allocatable)) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    /// Whether an empty node of this size would do.
    private static boolean couldEverFit(Resources request, Resources allocatable) {
        return request.cpuMillis() <= allocatable.cpuMillis()
                && request.memoryBytes() <= allocatable.memoryBytes()
                && request.ephemeralStorageBytes() <= allocatable.ephemeralStorageBytes()
                && request.extended().entrySet().stream()
                        .allMatch(e -> e.getValue() <= allocatable.extended(e.getKey()));
    }

    /// The mean free share of CPU and memory once the pod is there.
    private static long leastAllocated(Resources request, NodeRecord node) {
        Resources allocatable = node.facts().allocatable();
        long sum = 0;
        int counted = 0;
        if (allocatable.cpuMillis() > 0) {
            long used = node.scoringCpuMillis() + request.cpuMillis();
            sum += freeShare(used, allocatable.cpuMillis());
            counted++;
        }
        if (allocatable.memoryBytes() > 0) {
            long used = node.scoringMemoryBytes() + request.memoryBytes();
            sum += freeShare(used, allocatable.memoryBytes());
            counted++;
        }
        return counted == 0 ? 0 : sum / counted;
    }

    private static long freeShare(long used, long allocatable) {
        return used > allocatable ? 0 : (allocatable - used) * BEST / allocatable;
    }
}
