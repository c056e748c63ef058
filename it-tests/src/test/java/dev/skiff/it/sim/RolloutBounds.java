package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A rolling update keeps enough pods ready and doesn't ask for too many. What counts is what
/// the user asked for since the last time all was quiet, since the controllers may still be at
/// work on any of it. What a pod says of its containers counts, not what others say of its
/// node; once a node counts as lost, pods may be lost with it.
final class RolloutBounds implements ClusterView.WriteListener {
    private final ClusterView view;
    private final Map<String, Bounds> bounds = new LinkedHashMap<>();

    /// @param fewest ready pods; 0 until the Deployment was complete for the first time
    /// @param most replicas asked of all ReplicaSets together
    private record Bounds(int fewest, int most) {
        Bounds with(int replicas, int unavailable, int surge) {
            return new Bounds(
                    Math.min(fewest, replicas - unavailable), Math.max(most, replicas + surge));
        }
    }

    RolloutBounds(ClusterView view) {
        this.view = view;
    }

    /// All is quiet: from here on what the Deployments ask for now must be kept.
    void allIsQuiet() {
        for (JsonNode deployment : view.list(Kinds.DEPLOYMENT)) {
            bounds.put(Facts.uid(deployment), asked(deployment));
        }
    }

    /// Pods may be lost through no fault of a rollout.
    void mayLosePods() {
        bounds.replaceAll((_, known) -> new Bounds(Integer.MIN_VALUE, known.most()));
    }

    @Override
    public void onWrite(Kind kind, Optional<JsonNode> before, Optional<JsonNode> now) {
        if (kind == Kinds.DEPLOYMENT) {
            now.ifPresent(this::userAsked);
        } else if (kind == Kinds.NODE && now.filter(Facts::isReady).isEmpty()) {
            mayLosePods();
        } else if (kind == Kinds.POD || kind == Kinds.REPLICA_SET) {
            view.list(Kinds.DEPLOYMENT).stream()
                    .filter(deployment -> !Facts.isTerminating(deployment))
                    .forEach(this::check);
        }
    }

    private void userAsked(JsonNode deployment) {
        Bounds fresh = new Bounds(Integer.MIN_VALUE, asked(deployment).most());
        bounds.merge(
                Facts.uid(deployment),
                fresh,
                (known, _) ->
                        known.with(
                                Facts.replicas(deployment),
                                limit(deployment, "maxUnavailable"),
                                limit(deployment, "maxSurge")));
    }

    private void check(JsonNode deployment) {
        Bounds known = bounds.get(Facts.uid(deployment));
        if (known == null) {
            return;
        }
        int asked = 0;
        int ready = 0;
        for (JsonNode set : view.list(Kinds.REPLICA_SET)) {
            if (Facts.isControlledBy(set, Facts.uid(deployment))) {
                asked += Facts.replicas(set);
                ready += readyPods(set);
            }
        }
        if (asked > known.most() || ready < known.fewest()) {
            throw new AssertionError(
                    "%s: ReplicaSets ask for %d pods, %d are ready; allowed are %d to %d"
                            .formatted(
                                    Facts.name(deployment),
                                    asked,
                                    ready,
                                    known.fewest(),
                                    known.most()));
        }
    }

    private int readyPods(JsonNode set) {
        int ready = 0;
        for (JsonNode pod : view.list(Kinds.POD)) {
            if (Facts.isControlledBy(pod, Facts.uid(set))
                    && Facts.areContainersReady(pod)
                    && !Facts.isTerminating(pod)) {
                ready++;
            }
        }
        return ready;
    }

    private static Bounds asked(JsonNode deployment) {
        int replicas = Facts.replicas(deployment);
        return new Bounds(
                replicas - limit(deployment, "maxUnavailable"),
                replicas + limit(deployment, "maxSurge"));
    }

    /// The scenarios write these as plain numbers.
    private static int limit(JsonNode deployment, String name) {
        JsonNode limit = deployment.path("spec").path("strategy").path("rollingUpdate").path(name);
        if (!limit.isInt()) {
            throw new AssertionError(name + " is not a plain number: " + limit);
        }
        return limit.asInt();
    }
}
