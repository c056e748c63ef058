package dev.skiff.agent.volume;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What should be in a volume that is made of API objects.
sealed interface VolumeContent {
    record Files(SortedMap<String, VolumeFile> files) implements VolumeContent {
        public Files {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /// Something it is made of isn't there.
    record Unavailable(String message) implements VolumeContent {}

    /// What it is made of hasn't been told yet.
    record NotYet() implements VolumeContent {}
}
