package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.PodRecord;

/// Looks for a way to make room when no node can take a pod. This is where preemption belongs.
public interface PostFilterPlugin {
    /// What was found, in Kubernetes' words.
    String explain(PodRecord pod, Diagnosis diagnosis, ClusterSnapshot cluster);
}
