package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Nothing goes back in time: what a call did or read is not older than what calls that were over
/// before it began have proved to be.
final class OrderCheck {
    private final Round round;
    private final List<Problem> problems = new ArrayList<>();

    private OrderCheck(Round round) {
        this.round = round;
    }

    static List<Problem> problems(Round round) {
        OrderCheck check = new OrderCheck(round);
        List<Operation> ended =
                round.operations().stream().sorted(Comparator.comparing(Operation::ended)).toList();
        List<Operation> begun =
                round.operations().stream().sorted(Comparator.comparing(Operation::began)).toList();
        long proved = round.start().revision();
        int next = 0;
        for (Operation operation : begun) {
            while (ended.get(next).ended() < operation.began()) {
                proved = Math.max(proved, check.proves(ended.get(next)).orElse(0));
                next++;
            }
            check.requireNotBefore(operation, proved);
        }
        return check.problems;
    }

    /// The revision that the store must have reached when the call was over.
    private OptionalLong proves(Operation operation) {
        return switch (operation.outcome()) {
            case Operation.Outcome.Written(var revision) -> OptionalLong.of(revision);
            case Operation.Outcome.Deleted _ -> deletion(operation);
            case Operation.Outcome.Found(var version) ->
                    version.map(found -> OptionalLong.of(found.revision()))
                            .orElse(OptionalLong.empty());
            case Operation.Outcome.Refused _, Operation.Outcome.Unknown _ -> OptionalLong.empty();
        };
    }

    private OptionalLong deletion(Operation operation) {
        long expected = ((Operation.Call.Delete) operation.call()).expected();
        return round.changes().stream()
                .filter(change -> change.key().equals(operation.key()))
                .mapToLong(Change::revision)
                .filter(revision -> revision > expected)
                .findFirst();
    }

    private void requireNotBefore(Operation operation, long proved) {
        switch (operation.outcome()) {
            case Operation.Outcome.Written _, Operation.Outcome.Deleted _ -> {
                long revision = proves(operation).orElse(Long.MAX_VALUE);
                if (revision <= proved) {
                    report(operation, revision, "was done at %d, before %d", proved);
                }
            }
            case Operation.Outcome.Found(var version) -> requireFresh(operation, version, proved);
            case Operation.Outcome.Refused _, Operation.Outcome.Unknown _ -> {}
        }
    }

    private void requireFresh(Operation read, Optional<Version> version, long proved) {
        long since = version.map(Version::revision).orElse(0L);
        if (version.isPresent() && !isCommitted(read.key(), version.get())) {
            report(read, since, "found at %d what was never there, after %d", proved);
        } else if (version.isPresent()
                ? endOf(read.key(), since) <= proved
                : lastAbsence(read.key()) <= proved) {
            report(read, since, "found what was there at %d, not after %d", proved);
        }
    }

    private boolean isCommitted(String key, Version version) {
        return version.equals(round.start().keys().get(key))
                || round.changes().stream()
                        .anyMatch(
                                change ->
                                        change.leavesSomething()
                                                && change.key().equals(key)
                                                && change.revision() == version.revision()
                                                && change.id().equals(version.id()));
    }

    /// When what was there at that revision was changed.
    private long endOf(String key, long revision) {
        return round.changes().stream()
                .filter(change -> change.key().equals(key) && change.revision() > revision)
                .mapToLong(Change::revision)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /// When the key last ceased to be absent; 0 if it was there all the time.
    private long lastAbsence(String key) {
        long end = round.start().keys().containsKey(key) ? 0 : Long.MAX_VALUE;
        for (Change change : round.changes()) {
            if (change.key().equals(key)) {
                boolean wasAbsent = change.type() == Change.Type.ADDED;
                end =
                        wasAbsent
                                ? change.revision()
                                : change.leavesSomething() ? end : Long.MAX_VALUE;
            }
        }
        return end;
    }

    private void report(Operation operation, long revision, String what, long proved) {
        problems.add(
                new Problem(
                        operation.key(),
                        revision,
                        what.formatted(revision, proved) + ": " + operation));
    }
}
