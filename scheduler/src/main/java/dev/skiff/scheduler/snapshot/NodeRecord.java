package dev.skiff.scheduler.snapshot;

/// A node and what is requested of it, at one moment. Every change makes a new record with a
/// greater generation, so that whatever was worked out for an old one is known to be stale.
///
/// @param requested the sum of its pods' requests
/// @param scoringCpuMillis, scoringMemoryBytes the same as scoring counts them
/// @param generation unique among all nodes
public record NodeRecord(
        NodeFacts facts,
        Resources requested,
        long scoringCpuMillis,
        long scoringMemoryBytes,
        int pods,
        long generation) {

    public String name() {
        return facts.name();
    }
}
