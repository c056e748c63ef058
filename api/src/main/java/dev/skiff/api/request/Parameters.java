package dev.skiff.api.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Names with one or more values, in the order given: query parameters or headers. Immutable.
public final class Parameters {
    public static final Parameters NONE = new Parameters(Map.of(), UnaryOperator.identity());

    private final Map<String, List<String>> values;
    private final UnaryOperator<String> normal;

    private Parameters(Map<String, List<String>> values, UnaryOperator<String> normal) {
        this.values = values;
        this.normal = normal;
    }

    /// Names are case-sensitive.
    public static Parameters query(Map<String, List<String>> values) {
        return build(values, UnaryOperator.identity());
    }

    /// Names are not case-sensitive.
    public static Parameters headers(Map<String, List<String>> values) {
        return build(values, name -> name.toLowerCase(Locale.ROOT));
    }

    private static Parameters build(
            Map<String, List<String>> values, UnaryOperator<String> normal) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach(
                (name, list) ->
                        copy.computeIfAbsent(normal.apply(name), _ -> new ArrayList<>())
                                .addAll(list));
        return new Parameters(Collections.unmodifiableMap(copy), normal);
    }

    /// The first value of that name.
    public Optional<String> first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// The first value of that name, or the empty string.
    public String firstOrEmpty(String name) {
        return first(name).orElse("");
    }

    public List<String> all(String name) {
        return values.getOrDefault(normal.apply(name), List.of());
    }

    /// Every name with its values, in the order given.
    public Map<String, List<String>> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
