package dev.skiff.scheduler.framework;

import dev.skiff.scheduler.snapshot.ClusterSnapshot;
import dev.skiff.scheduler.snapshot.NodeRecord;
import dev.skiff.scheduler.snapshot.PodShape;

/// Says how good the nodes are that can take a pod.
public interface ScorePlugin extends Plugin {
    /// The score of a node that could not be better.
    long BEST = 100;

    /// Works out once what doesn't depend on the single node.
    NodeScore scoreFor(PodShape pod, ClusterSnapshot cluster);

    Scale scale();

    /// Scores nodes for pods of one shape.
    @FunctionalInterface
    interface NodeScore {
        /// Not negative.
        long of(NodeRecord node);
    }

    /// How a plugin's raw scores become 0 to [#BEST].
    enum Scale {
        /// They are that already.
        READY,
        /// The greatest becomes the best.
        MORE_IS_BETTER,
        /// The greatest becomes 0, none becomes the best.
        LESS_IS_BETTER;

        /// @param greatest the greatest raw score among the nodes that can take the pod
        long apply(long raw, long greatest) {
            return switch (this) {
                case READY -> raw;
                case MORE_IS_BETTER -> share(raw, greatest);
                case LESS_IS_BETTER -> BEST - share(raw, greatest);
            };
        }

        private static long share(long raw, long greatest) {
            return greatest == 0 ? 0 : BEST * raw / greatest;
        }
    }
}
