package dev.skiff.it.faults;

import java.util.List;
import java.util.Optional;

/// What a watcher saw during a round.
///
/// @param onlyKey the one key it watches; empty: all
/// @param stretches one after the other: the watcher read anew before each but the first
/// @param complaints what it was told that no watcher should be
record Followed(
        String watcher,
        Optional<String> onlyKey,
        List<Stretch> stretches,
        List<String> complaints) {
    Followed {
        stretches = List.copyOf(stretches);
        complaints = List.copyOf(complaints);
    }

    /// An unbroken row of changes, over however many connections.
    ///
    /// @param after the revision it goes on from
    /// @param state what the watcher was given for a beginning; empty: it had one
    record Stretch(long after, Optional<State> state, List<Change> changes) {
        Stretch {
            changes = List.copyOf(changes);
        }
    }

    boolean sees(Change change) {
        return onlyKey.isEmpty() || onlyKey.get().equals(change.key());
    }
}
