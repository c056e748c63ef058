package dev.skiff.agent.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What to do for a pod now.
///
/// @param actions in this order; afterwards the pod is planned anew
/// @param lookAgainAt when something will be due without anybody telling
/// @param crashLoops which containers wait after having ended, and how long each has to
record PodPlan(
        List<PodAction> actions,
        Progress progress,
        Instant lookAgainAt,
        Map<String, Duration> crashLoops) {
    PodPlan {
        actions = List.copyOf(actions);
        crashLoops = Collections.unmodifiableMap(new TreeMap<>(crashLoops));
    }

    enum Progress {
        UNDER_WAY,
        /// All its containers have ended and none will be started again.
        OVER,
        /// Nothing is left of it on the engine.
        GONE
    }
}
