package dev.skiff.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.facts.RestartPolicy;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Locale;

/// A pod's phase, in one word of all its containers' states.
enum PodPhase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED;

    /// As the API spells it.
    String word() {
        String lower = name().toLowerCase(Locale.ROOT);
        return name().charAt(0) + lower.substring(1);
    }

    boolean isOver() {
        return this == SUCCEEDED || this == FAILED;
    }

    /// How many containers are in which state.
    private static final class Count {
        private int waiting;
        private int running;
        private int failed;

        /// A container that waits after having ended counts as ended.
        void add(JsonNode status) {
            JsonNode state = status.path("state");
            JsonNode ended =
                    state.has("terminated")
                            ? state.path("terminated")
                            : status.path("lastState").path("terminated");
            if (state.has("running")) {
                running++;
            } else if (ended.isMissingNode()) {
                waiting++;
            } else if (ended.path("exitCode").asInt() != 0) {
                failed++;
            }
        }
    }

    /// @param initStatuses, statuses as composed for the same pod
    static PodPhase of(Pod pod, JsonNode initStatuses, JsonNode statuses) {
        RestartPolicy policy = PodFacts.restartPolicy(pod);
        boolean isInitialized = statuses.valueStream().anyMatch(PodPhase::hasRun);
        for (JsonNode status : initStatuses) {
            boolean isSidecar = isSidecar(pod, status.path("name").asText());
            JsonNode ended = status.path("state").path("terminated");
            boolean isDone =
                    isSidecar
                            ? status.path("started").asBoolean() || isInitialized
                            : ended.path("exitCode").asInt(-1) == 0;
            if (!isDone && !isInitialized) {
                boolean hasFailed = !isSidecar && !ended.isMissingNode();
                return hasFailed && policy == RestartPolicy.NEVER ? FAILED : PENDING;
            }
        }
        return ofContainers(PodFacts.isTerminating(pod) ? RestartPolicy.NEVER : policy, statuses);
    }

    private static boolean hasRun(JsonNode status) {
        return !status.path("state").has("waiting") || status.path("lastState").has("terminated");
    }

    private static boolean isSidecar(Pod pod, String name) {
        return PodFacts.container(pod, name).filter(PodPhase::isSidecar).isPresent();
    }

    private static boolean isSidecar(Container container) {
        return PodFacts.isSidecar(container);
    }

    /// Nothing of a pod that is to go is started again, whatever its policy says.
    private static PodPhase ofContainers(RestartPolicy policy, JsonNode statuses) {
        Count count = new Count();
        statuses.forEach(count::add);
        if (count.waiting > 0) {
            return PENDING;
        }
        if (count.running > 0 || policy == RestartPolicy.ALWAYS) {
            return RUNNING;
        }
        if (count.failed == 0) {
            return SUCCEEDED;
        }
        return policy == RestartPolicy.NEVER ? FAILED : RUNNING;
    }
}
