package dev.skiff.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every watcher saw what happened in its range: all of it, once, in order.
final class WatcherCheck {
    private final Round round;
    private final List<Problem> problems = new ArrayList<>();

    private WatcherCheck(Round round) {
        this.round = round;
    }

    static List<Problem> problems(Round round) {
        WatcherCheck check = new WatcherCheck(round);
        round.watchers().forEach(check::check);
        return check.problems;
    }

    private void check(Followed watcher) {
        watcher.complaints().forEach(text -> report(watcher, "", 0, text));
        for (int n = 0; n < watcher.stretches().size(); n++) {
            Followed.Stretch stretch = watcher.stretches().get(n);
            requireOrder(watcher, stretch);
            requireState(watcher, stretch);
            boolean isLast = n == watcher.stretches().size() - 1;
            requireSame(watcher, stretch, isLast);
        }
    }

    private void requireOrder(Followed watcher, Followed.Stretch stretch) {
        long last = stretch.after();
        for (Change change : stretch.changes()) {
            if (change.revision() <= last) {
                report(watcher, change, "saw %s again or late, after %d".formatted(change, last));
            }
            last = Math.max(last, change.revision());
        }
    }

    private void requireState(Followed watcher, Followed.Stretch stretch) {
        if (stretch.state().isEmpty()) {
            return;
        }
        Map<String, Version> seen = stretch.state().get().keys();
        Map<String, Version> real = new TreeMap<>(round.start().keys());
        for (Change change : round.changes()) {
            if (change.revision() <= stretch.after()) {
                ReplayCheck.apply(change, real);
            }
        }
        if (!seen.equals(real)) {
            String key = ReplayCheck.differences(seen, real).stream().findFirst().orElse("no key");
            report(
                    watcher,
                    key,
                    stretch.after(),
                    "was given %s as state of %s at %d, but it was %s"
                            .formatted(seen.get(key), key, stretch.after(), real.get(key)));
        }
    }

    private void requireSame(Followed watcher, Followed.Stretch stretch, boolean isLast) {
        List<Change> expected =
                round.changes().stream()
                        .filter(watcher::sees)
                        .filter(change -> change.revision() > stretch.after())
                        .toList();
        List<Change> seen = stretch.changes();
        for (int n = 0; n < seen.size(); n++) {
            if (n >= expected.size() || !seen.get(n).equals(expected.get(n))) {
                Change instead = seen.get(n);
                String known = n < expected.size() ? expected.get(n).toString() : "nothing";
                report(watcher, instead, "saw %s where %s was due".formatted(instead, known));
                return;
            }
        }
        if (isLast && seen.size() < expected.size()) {
            Change missed = expected.get(seen.size());
            report(watcher, missed, "never saw " + missed);
        }
    }

    private void report(Followed watcher, Change about, String what) {
        report(watcher, about.key(), about.revision(), what);
    }

    private void report(Followed watcher, String key, long revision, String what) {
        problems.add(new Problem(key, revision, "watcher " + watcher.watcher() + " " + what));
    }
}
