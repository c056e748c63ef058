package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What the onlooker asks of objects.
final class Facts {
    private Facts() {}

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    static String nodeName(JsonNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    static boolean isTerminating(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    static boolean isFinished(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    static boolean isReady(JsonNode object) {
        return isTrue(object, "Ready");
    }

    static boolean areContainersReady(JsonNode pod) {
        return isTrue(pod, "ContainersReady");
    }

    private static boolean isTrue(JsonNode object, String type) {
        return stream(object.path("status").path("conditions"))
                .anyMatch(
                        condition ->
                                condition.path("type").asText().equals(type)
                                        && condition.path("status").asText().equals("True"));
    }

    static List<JsonNode> controllers(JsonNode object) {
        return stream(object.path("metadata").path("ownerReferences"))
                .filter(owner -> owner.path("controller").asBoolean())
                .toList();
    }

    static boolean isControlledBy(JsonNode object, String uid) {
        return controllers(object).stream().anyMatch(owner -> ownerUid(owner).equals(uid));
    }

    static int replicas(JsonNode workload) {
        return workload.path("spec").path("replicas").asInt();
    }

    private static String ownerUid(JsonNode owner) {
        return owner.path("uid").asText();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
