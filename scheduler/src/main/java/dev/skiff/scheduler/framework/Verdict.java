package dev.skiff.scheduler.framework;

import java.util.List;

/// What a filter says of one node.
public sealed interface Verdict {
    Verdict FEASIBLE = new Feasible();

    record Feasible() implements Verdict {}

    /// @param reasons in Kubernetes' words; each is counted in what the user is told
    /// @param isResolvable whether removing pods from the node could change the verdict
    record Infeasible(List<String> reasons, boolean isResolvable) implements Verdict {
        public Infeasible {
            reasons = List.copyOf(reasons);
        }
    }

    /// Stays so whichever pods leave the node.
    static Verdict never(String reason) {
        return new Infeasible(List.of(reason), false);
    }
}
