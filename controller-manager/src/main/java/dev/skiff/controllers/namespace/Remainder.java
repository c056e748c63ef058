package dev.skiff.controllers.namespace;

import dev.skiff.api.kind.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What is left of a kind in a namespace after it was told to go.
///
/// @param finalizers how many objects still carry each of them
record Remainder(Kind kind, int count, Map<String, Integer> finalizers) {
    Remainder {
        finalizers = Collections.unmodifiableMap(new TreeMap<>(finalizers));
    }
}
