package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.List;

/// Says what of a round cannot be if nothing acknowledged is lost, nothing happens twice, a key has
/// one history, and every watch tells that history. Decides, never does.
final class RoundChecker {
    private RoundChecker() {}

    /// None if all is well.
    static List<Problem> problems(Round round) {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(WatcherCheck.problems(round));
        problems.addAll(ReplayCheck.problems(round));
        problems.addAll(WriteCheck.problems(round));
        problems.addAll(OrderCheck.problems(round));
        return problems;
    }
}
