package dev.skiff.it.fuzz;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts requests and their answers.
final class Tally {
    /// What is answered only to those whose object was decoded and judged.
    private static final Set<Integer> JUDGED = Set.of(200, 201, 202, 403, 409, 412, 422, 429, 500);

    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int sent;
    private int mutated;
    private int judged;
    private int junk;

    void count(Requests.Made made, int status) {
        sent++;
        answers.merge(status, 1, Integer::sum);
        if (made.isValid() && made.isMutated()) {
            mutated++;
            judged += JUDGED.contains(status) ? 1 : 0;
        }
    }

    void countJunk() {
        sent++;
        junk++;
    }

    int sent() {
        return sent;
    }

    /// The part that was made of valid requests by changing them.
    double mutatedShare() {
        return (double) mutated / Math.max(1, sent);
    }

    /// The part that was, and got as far as validation.
    double judgedShare() {
        return (double) judged / Math.max(1, sent);
    }

    @Override
    public String toString() {
        return "%d requests, %.1f %% mutated from valid ones, %.1f %% of all mutated and judged (neither 400, 404, 405, 406 nor 415), %d below HTTP; answers %s"
                .formatted(
                        sent,
                        100 * mutatedShare(),
                        100 * judgedShare(),
                        junk,
                        answers.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
