package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every change is the doing of one call that was not refused and whose precondition held; every
/// acknowledged call has its change, and no call has two.
final class WriteCheck {
    private final Round round;
    private final Map<String, Operation> writers = new LinkedHashMap<>();
    private final Map<String, Long> appliedAt = new TreeMap<>();
    private final Map<String, Version> keys;
    private final List<Problem> problems = new ArrayList<>();
    /// The versions that were deleted, with when.
    private final Map<Version, Long> deletedAt = new LinkedHashMap<>();

    private WriteCheck(Round round) {
        this.round = round;
        this.keys = new TreeMap<>(round.start().keys());
        for (Operation operation : round.operations()) {
            operation.id().ifPresent(id -> writers.put(id, operation));
        }
    }

    static List<Problem> problems(Round round) {
        WriteCheck check = new WriteCheck(round);
        for (Change change : round.changes()) {
            check.explain(change);
            ReplayCheck.apply(change, check.keys);
        }
        check.requireAcknowledged();
        return check.problems;
    }

    private void explain(Change change) {
        Optional<Version> before = Optional.ofNullable(keys.get(change.key()));
        if (!change.leavesSomething()) {
            before.ifPresent(version -> deletedAt.put(version, change.revision()));
            boolean isAsked =
                    before.isPresent()
                            && round.operations().stream()
                                    .anyMatch(
                                            operation -> deletes(operation, change, before.get()));
            if (!isAsked) {
                report(change, "nobody asked to delete what was there, " + before);
            }
            return;
        }
        Operation writer = writers.get(change.id());
        if (writer == null || !writer.key().equals(change.key())) {
            report(change, "nobody wrote that");
            return;
        }
        requireOnce(change);
        requireAllowed(change, writer, before);
    }

    private static boolean deletes(Operation operation, Change change, Version before) {
        return operation.call() instanceof Operation.Call.Delete(var key, var expected)
                && key.equals(change.key())
                && expected == before.revision()
                && !operation.isRefused();
    }

    private void requireOnce(Change change) {
        Long earlier = appliedAt.putIfAbsent(change.id(), change.revision());
        if (earlier != null) {
            report(change, "applied twice, at %d before".formatted(earlier));
        }
    }

    private void requireAllowed(Change change, Operation writer, Optional<Version> before) {
        if (writer.isRefused()) {
            report(change, "was refused, but is there: " + writer);
        }
        boolean holds =
                switch (writer.call()) {
                    case Operation.Call.Create _ -> before.isEmpty();
                    case Operation.Call.Update update ->
                            before.isPresent() && before.get().revision() == update.expected();
                    case Operation.Call.Patch _ -> before.isPresent();
                    case Operation.Call.Delete _, Operation.Call.Read _ -> false;
                };
        if (!holds) {
            report(change, "its precondition did not hold: %s on %s".formatted(writer, before));
        }
        if (writer.outcome() instanceof Operation.Outcome.Written(var revision)
                && revision != change.revision()) {
            report(change, "was acknowledged at another revision: " + writer);
        }
    }

    private void requireAcknowledged() {
        Map<Long, Integer> deletions = new TreeMap<>();
        for (Operation operation : round.operations()) {
            switch (operation.outcome()) {
                case Operation.Outcome.Written(var revision) -> {
                    if (!appliedAt.containsKey(operation.id().orElseThrow())) {
                        lost(operation, revision);
                    }
                }
                case Operation.Outcome.Deleted _ -> {
                    long expected = ((Operation.Call.Delete) operation.call()).expected();
                    boolean isGone =
                            deletedAt.keySet().stream()
                                    .anyMatch(version -> version.revision() == expected);
                    if (!isGone) {
                        lost(operation, expected);
                    } else if (deletions.merge(expected, 1, Integer::sum) > 1) {
                        problems.add(
                                new Problem(
                                        operation.key(), expected, "deleted twice: " + operation));
                    }
                }
                case Operation.Outcome.Found _,
                        Operation.Outcome.Refused _,
                        Operation.Outcome.Unknown _ -> {}
            }
        }
    }

    private void lost(Operation operation, long revision) {
        problems.add(
                new Problem(
                        operation.key(), revision, "acknowledged, but it is lost: " + operation));
    }

    private void report(Change change, String what) {
        problems.add(new Problem(change.key(), change.revision(), change + ": " + what));
    }
}
