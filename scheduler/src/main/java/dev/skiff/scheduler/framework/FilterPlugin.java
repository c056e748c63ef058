package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;

/// Says which nodes can take a pod.
public interface FilterPlugin extends Plugin {
    /// Works out once what doesn't depend on the single node.
    NodeFilter filterFor(PodShape pod, ClusterSnapshot cluster);

    /// Judges nodes for pods of one shape.
    @FunctionalInterface
    interface NodeFilter {
        Verdict check(NodeRecord node);
    }
}
