package dev.skiff.it.faults;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What all keys hold at a revision of the store.
record State(long revision, Map<String, Version> keys) {
    State {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }
}
