package dev.skiff.agent.volume;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of preparing a pod's volumes.
public sealed interface VolumesOutcome {
    record Ready(Map<String, PodVolume> byName) implements VolumesOutcome {
        public Ready {
            byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        }
    }

    /// @param messages one for each volume that could not be prepared
    record Failed(List<String> messages) implements VolumesOutcome {
        public Failed {
            messages = List.copyOf(messages);
        }
    }

    /// What volumes are made of hasn't been told yet.
    record NotYet() implements VolumesOutcome {}
}
