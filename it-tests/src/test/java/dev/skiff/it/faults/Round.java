package dev.skiff.it.faults;

import java.util.List;

/// All that clients did and saw between two quiet moments.
///
/// @param watchers the first one sees all keys in one stretch; what it saw counts as what happened
record Round(State start, List<Operation> operations, List<Followed> watchers, State end) {
    Round {
        operations = List.copyOf(operations);
        watchers = List.copyOf(watchers);
    }

    /// What happened, in order.
    List<Change> changes() {
        return watchers.getFirst().stretches().getFirst().changes();
    }
}
