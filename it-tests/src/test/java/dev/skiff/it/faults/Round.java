package dev.skiff.it.faults;

import java.util.List;
import java.util.Optional;

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

    /// What a key held just before a revision.
    Optional<Version> before(String key, long revision) {
        Optional<Version> held = Optional.ofNullable(start.keys().get(key));
        for (Change change : changes()) {
            if (change.revision() >= revision) {
                break;
            }
            if (change.key().equals(key)) {
                held =
                        change.leavesSomething()
                                ? Optional.of(new Version(change.revision(), change.id()))
                                : Optional.empty();
            }
        }
        return held;
    }
}
