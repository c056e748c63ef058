package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The changes lead from the state at the start to that at the end, each from what was there.
final class ReplayCheck {
    private ReplayCheck() {}

    static List<Problem> problems(Round round) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Version> keys = new TreeMap<>(round.start().keys());
        for (Change change : round.changes()) {
            Optional<Version> before = Optional.ofNullable(keys.get(change.key()));
            boolean fits =
                    switch (change.type()) {
                        case ADDED -> before.isEmpty();
                        case MODIFIED -> before.isPresent();
                        case DELETED -> before.isPresent() && before.get().id().equals(change.id());
                    };
            if (!fits) {
                problems.add(
                        new Problem(
                                change.key(),
                                change.revision(),
                                "%s happened, but there was %s".formatted(change, before)));
            }
            apply(change, keys);
        }
        for (String key : differences(keys, round.end().keys())) {
            problems.add(
                    new Problem(
                            key,
                            round.end().revision(),
                            "%s is %s at the end, but the changes left %s"
                                    .formatted(key, round.end().keys().get(key), keys.get(key))));
        }
        return problems;
    }

    static void apply(Change change, Map<String, Version> keys) {
        if (change.leavesSomething()) {
            keys.put(change.key(), new Version(change.revision(), change.id()));
        } else {
            keys.remove(change.key());
        }
    }

    /// The keys that hold different versions, in order.
    static List<String> differences(Map<String, Version> one, Map<String, Version> other) {
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys.stream().filter(key -> !Objects.equals(one.get(key), other.get(key))).toList();
    }
}
