package dev.skiff.scheduler.plugin;

import dev.skiff.scheduler.framework.Diagnosis;
import dev.skiff.scheduler.framework.PostFilterPlugin;
import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.PodRecord;
import java.util.Map;
import java.util.TreeMap;

/// Never removes a pod for another. While every pod has the same priority there is nobody to
/// remove, and this says so as upstream does.
public final class NoPreemption implements PostFilterPlugin {
    @Override
    public String explain(PodRecord pod, Diagnosis diagnosis, ClusterSnapshot cluster) {
        if (diagnosis.nodes() == 0) {
            return "";
        }
        Map<String, Integer> reasons = new TreeMap<>();
        put(reasons, "No preemption victims found for incoming pod", diagnosis.resolvable());
        put(
                reasons,
                "Preemption is not helpful for scheduling",
                diagnosis.nodes() - diagnosis.resolvable());
        return "preemption: 0/%d nodes are available:%s"
                .formatted(diagnosis.nodes(), Diagnosis.histogram(reasons));
    }

    private static void put(Map<String, Integer> reasons, String reason, int nodes) {
        if (nodes > 0) {
            reasons.put(reason, nodes);
        }
    }
}
