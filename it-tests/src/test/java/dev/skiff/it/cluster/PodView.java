package dev.skiff.it.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/// What tests ask of a pod.
///
/// @param tree the whole of it
record PodView(JsonNode tree) {
    static PodView of(JsonNode tree) {
        return new PodView(tree);
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    String uid() {
        return tree.at("/metadata/uid").asText();
    }

    /// Empty while it has none.
    String address() {
        return tree.at("/status/podIP").asText();
    }

    String node() {
        return tree.at("/spec/nodeName").asText();
    }

    String phase() {
        return tree.at("/status/phase").asText();
    }

    boolean isReady() {
        return hasCondition(tree, "Ready");
    }

    boolean isTerminating() {
        return tree.at("/metadata").has("deletionTimestamp");
    }

    int restarts() {
        return container().path("restartCount").asInt();
    }

    String containerId() {
        return container().path("containerID").asText().replace("docker://", "");
    }

    /// How long it stays on a node that has that taint; -1 without such a toleration.
    int tolerationSeconds(String taint) {
        for (JsonNode toleration : tree.at("/spec/tolerations")) {
            if (toleration.path("key").asText().equals(taint)) {
                return toleration.path("tolerationSeconds").asInt();
            }
        }
        return -1;
    }

    /// Why its container doesn't run.
    JsonNode waiting() {
        return container().at("/state/waiting");
    }

    /// How its container ended the last time.
    JsonNode lastEnd() {
        return container().at("/lastState/terminated");
    }

    private JsonNode container() {
        return tree.at("/status/containerStatuses/0");
    }

    static boolean hasCondition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
