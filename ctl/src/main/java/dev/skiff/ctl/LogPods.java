package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.request.WatchEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the pods whose logs are meant.
final class LogPods {
    private static final Set<String> WITH_PODS =
            Set.of(
                    "Deployment",
                    "ReplicaSet",
                    "StatefulSet",
                    "DaemonSet",
                    "Job",
                    "ReplicationController",
                    "Service");

    /// First is whose log says most: placed, running, ready, ready for longest, restarted most,
    /// oldest.
    private static final Comparator<JsonNode> MOST_TELLING =
            Comparator.comparing(
                            (JsonNode pod) -> pod.path("spec").path("nodeName").asText().isEmpty())
                    .thenComparing(LogPods::phaseRank)
                    .thenComparing(pod -> readySince(pod).isEmpty())
                    .thenComparing(pod -> readySince(pod).orElse(""))
                    .thenComparing(LogPods::restarts, Comparator.reverseOrder())
                    .thenComparing(pod -> pod.path("metadata").path("creationTimestamp").asText());

    private final Session session;
    private final Duration patience;

    /// @param patience how long to wait for a workload's first pod
    LogPods(Session session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    List<ObjectNode> labelled(String labels) {
        ObjectFinder finder =
                new ObjectFinder(
                        session,
                        new ObjectFinder.Scope("", false, ObjectFinder.KindAlone.REFUSED),
                        new Failures());
        return finder.listed(session.catalogue().find("pods"), labels).stream()
                .map(found -> found.object(session))
                .toList();
    }

    /// @param target `web`, `pod/web` or `deploy/web`
    List<ObjectNode> named(String target) {
        int slash = target.indexOf('/');
        ResourceType type =
                session.catalogue().find(slash < 0 ? "pods" : target.substring(0, slash));
        String name = target.substring(slash + 1);
        ObjectNode object =
                session.find(type.objectPath(session.namespace(), name))
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "error: error from server (NotFound): %s \"%s\" not found in namespace \"%s\""
                                                        .formatted(
                                                                type.qualified(),
                                                                name,
                                                                session.namespace())));
        return type.kind().equals("Pod") ? List.of(object) : podsOf(type, object);
    }

    /// The one whose log says most, which is told.
    ObjectNode best(List<ObjectNode> pods) {
        ObjectNode best = pods.stream().min(MOST_TELLING).orElseThrow();
        if (pods.size() > 1) {
            session.err()
                    .println("Found " + pods.size() + " pods, using pod/" + Manifest.nameOf(best));
        }
        return best;
    }

    private List<ObjectNode> podsOf(ResourceType type, ObjectNode owner) {
        String goType = "*" + type.groupVersion().version() + "." + type.kind();
        if (!WITH_PODS.contains(type.kind())) {
            throw new CommandFailure(
                    "error: cannot get the logs from %s: selector for %s not implemented"
                            .formatted(goType, goType));
        }
        JsonNode selector = owner.path("spec").path("selector");
        if (selector.isEmpty()) {
            throw new CommandFailure(
                    "error: cannot get the logs from %s: invalid service '%s': Service is defined without a selector"
                            .formatted(goType, Manifest.nameOf(owner)));
        }
        String path = session.catalogue().find("pods").collectionPath(session.namespace());
        Map<String, String> query = Map.of("labelSelector", PodsOf.selector(selector));
        ObjectNode list = session.get(path, query);
        if (list.path("items").isEmpty()) {
            new WatchReader(
                            session,
                            session.time().instant().plus(patience),
                            "error: timed out waiting for the condition")
                    .follow(
                            path,
                            query,
                            list.path("metadata").path("resourceVersion").asText(),
                            event -> !(event instanceof WatchEvent.Added));
            list = session.get(path, query);
        }
        return ObjectText.itemsOf(list);
    }

    private static int phaseRank(JsonNode pod) {
        return switch (pod.path("status").path("phase").asText()) {
            case "Unknown" -> 1;
            case "Pending" -> 2;
            default -> 0;
        };
    }

    private static Optional<String> readySince(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True")) {
                return Optional.of(condition.path("lastTransitionTime").asText());
            }
        }
        return Optional.empty();
    }

    private static int restarts(JsonNode pod) {
        int most = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            most = Math.max(most, status.path("restartCount").asInt());
        }
        return most;
    }
}
