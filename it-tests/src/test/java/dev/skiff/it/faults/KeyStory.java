package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What happened to one key around a revision: the changes and the calls about them.
final class KeyStory {
    private static final int NEIGHBOURS = 2;
    private static final int CALLS = 40;

    private KeyStory() {}

    static String of(Round round, String key, long revision) {
        List<Change> changes =
                round.changes().stream().filter(change -> change.key().equals(key)).toList();
        int at = 0;
        while (at < changes.size() && changes.get(at).revision() < revision) {
            at++;
        }
        List<Change> near =
                changes.subList(
                        Math.max(0, at - NEIGHBOURS),
                        Math.min(changes.size(), at + NEIGHBOURS + 1));
        List<String> lines = new ArrayList<>();
        near.forEach(change -> lines.add("  " + change));
        round.operations().stream()
                .filter(operation -> operation.key().equals(key))
                .filter(operation -> isAbout(operation, near, revision))
                .limit(CALLS)
                .forEach(operation -> lines.add("  " + operation));
        lines.add("  at the end: " + Optional.ofNullable(round.end().keys().get(key)));
        return String.join("\n", lines);
    }

    private static boolean isAbout(Operation operation, List<Change> near, long revision) {
        TreeSet<Long> revisions = new TreeSet<>();
        near.forEach(change -> revisions.add(change.revision()));
        revisions.add(revision);
        boolean isNamed =
                operation.id().isPresent()
                        && near.stream()
                                .anyMatch(change -> change.id().equals(operation.id().get()));
        boolean expects =
                switch (operation.call()) {
                    case Operation.Call.Update update -> revisions.contains(update.expected());
                    case Operation.Call.Delete delete -> revisions.contains(delete.expected());
                    case Operation.Call.Create _, Operation.Call.Patch _, Operation.Call.Read _ ->
                            false;
                };
        return isNamed
                || expects
                || switch (operation.outcome()) {
                    case Operation.Outcome.Unknown _ -> true;
                    case Operation.Outcome.Written(var at) -> revisions.contains(at);
                    case Operation.Outcome.Found(var version) ->
                            version.isPresent() && version.get().revision() == revision;
                    case Operation.Outcome.Deleted _, Operation.Outcome.Refused _ -> false;
                };
    }
}
