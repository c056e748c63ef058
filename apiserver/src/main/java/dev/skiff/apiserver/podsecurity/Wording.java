package dev.skiff.apiserver.podsecurity;

import java.util.Collection;
import java.util.stream.Collectors;

/// How violations list things.
final class Wording {
    private Wording() {}

    /// `"a", "b"`. Nothing in them is escaped.
    static String quoted(Collection<String> items) {
        return items.stream().map(item -> '"' + item + '"').collect(Collectors.joining(", "));
    }

    /// The word for one thing, or its plural for several.
    static String plural(String one, Collection<String> things) {
        return things.size() == 1 ? one : one + "s";
    }

    /// The verb of one thing, or that of several.
    static String verb(String stem, Collection<String> things) {
        return things.size() == 1 ? stem + "s" : stem;
    }
}
