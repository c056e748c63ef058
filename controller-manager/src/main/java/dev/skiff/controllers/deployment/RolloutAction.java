package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One thing to do for a rollout.
sealed interface RolloutAction {
    ReplicaSet set();

    record Create(ReplicaSet set) implements RolloutAction {}

    /// Gives the ReplicaSet another size, which may be the one it has, and remembers the scale it
    /// was given for.
    record Resize(ReplicaSet set, int replicas, Map<String, String> annotations)
            implements RolloutAction {
        public Resize {
            annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        }
    }

    /// Brings what else a ReplicaSet takes from its Deployment up to date.
    record Update(ReplicaSet set, int minReadySeconds, Map<String, String> annotations)
            implements RolloutAction {
        public Update {
            annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        }
    }

    record Delete(ReplicaSet set) implements RolloutAction {}
}
