package dev.skiff.scheduler.framework;

/// Where a pod goes.
public sealed interface Placement {
    /// @param score the greatest there was
    /// @param feasible how many nodes could take the pod
    record Chosen(String nodeName, long score, int feasible) implements Placement {}

    record NoFit(Diagnosis diagnosis) implements Placement {}
}
