package dev.skiff.ctl;

import java.util.ArrayList;
import java.util.List;

/// What went wrong with some objects while the command went on with others; told at the end.
final class Failures {
    private final List<CommandFailure> failures = new ArrayList<>();

    void add(CommandFailure failure) {
        failures.add(failure);
    }

    List<CommandFailure> all() {
        return List.copyOf(failures);
    }

    boolean isEmpty() {
        return failures.isEmpty();
    }

    /// A failure alone is told in more friendly words than several.
    ///
    /// @return the exit code
    int report(Session session) {
        if (failures.size() == 1) {
            session.err().println(failures.getFirst().getMessage());
        } else {
            failures.forEach(failure -> session.err().println(failure.amongOthers()));
        }
        return failures.isEmpty() ? 0 : 1;
    }
}
