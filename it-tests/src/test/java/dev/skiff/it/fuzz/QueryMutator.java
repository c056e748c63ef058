package dev.skiff.it.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Changes the parameters of a request.
final class QueryMutator implements Mutator {
    private static final List<String> NUMBERS = OddWords.of("query.numbers");
    private static final List<String> REVISIONS = OddWords.of("query.revisions");
    private static final List<String> BOOLEANS = OddWords.of("query.booleans");
    private static final List<String> SELECTORS = OddWords.of("query.selectors");
    private static final List<String> TOKENS = OddWords.of("query.tokens");
    private static final List<String> WORDS = OddWords.of("query.words");
    private static final Map<String, List<String>> VALUES =
            Map.ofEntries(
                    Map.entry("limit", NUMBERS),
                    Map.entry("timeoutSeconds", NUMBERS),
                    Map.entry("gracePeriodSeconds", NUMBERS),
                    Map.entry("tailLines", NUMBERS),
                    Map.entry("resourceVersion", REVISIONS),
                    Map.entry("resourceVersionMatch", WORDS),
                    Map.entry("continue", TOKENS),
                    Map.entry("labelSelector", SELECTORS),
                    Map.entry("fieldSelector", SELECTORS),
                    Map.entry("watch", BOOLEANS),
                    Map.entry("allowWatchBookmarks", BOOLEANS),
                    Map.entry("sendInitialEvents", BOOLEANS),
                    Map.entry("force", BOOLEANS),
                    Map.entry("orphanDependents", BOOLEANS),
                    Map.entry("follow", BOOLEANS),
                    Map.entry("ignoreStoreReadErrorWithClusterBreakingPotential", BOOLEANS),
                    Map.entry("shardSelector", SELECTORS),
                    Map.entry("pretty", BOOLEANS),
                    Map.entry("dryRun", WORDS),
                    Map.entry("fieldValidation", WORDS),
                    Map.entry("fieldManager", WORDS),
                    Map.entry("propagationPolicy", WORDS),
                    Map.entry("includeObject", WORDS),
                    Map.entry("container", WORDS),
                    Map.entry("nope", WORDS));
    private static final List<String> NAMES = VALUES.keySet().stream().sorted().toList();
    private static final List<String> PIECES = OddWords.of("query.pieces");

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        List<String> pairs = new ArrayList<>();
        if (!request.query().isEmpty()) {
            pairs.addAll(Arrays.asList(request.query().split("&", -1)));
        }
        if (!pairs.isEmpty() && chooser.oneIn(6)) {
            pairs.remove(chooser.below(pairs.size()));
        } else if (chooser.oneIn(12)) {
            pairs.add(chooser.of(PIECES));
        } else if (chooser.oneIn(3000)) {
            pairs.add("resourceVersion=9999999999"); // which the server waits for, a while
        } else {
            pairs.add(parameter(chooser));
        }
        return request.withQuery(String.join("&", pairs));
    }

    private static String parameter(Chooser chooser) {
        String name = chooser.of(NAMES);
        List<String> values = VALUES.getOrDefault(name, WORDS);
        String value = chooser.oneIn(15) ? OddValues.text(chooser) : chooser.of(values);
        return name + "=" + (chooser.oneIn(20) ? value.replaceAll("[\\s#]", "+") : encoded(value));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
