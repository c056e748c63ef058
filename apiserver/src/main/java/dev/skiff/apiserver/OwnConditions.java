package dev.skiff.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.apiserver.admission.ClusterState;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Keeps the conditions that the API server itself reports: whether the priority level of a
/// FlowSchema is there, and that the APIs of other servers are not to be had.
final class OwnConditions {
    private static final List<String> CONTENT = List.of("type", "status", "reason", "message");

    private final ApiHandler api;
    private final ClusterState cluster;
    private final InstantSource clock;

    OwnConditions(ApiHandler api, ClusterState cluster, InstantSource clock) {
        this.api = api;
        this.cluster = cluster;
        this.clock = clock;
    }

    /// What cannot be written now is written with a later step.
    void step() {
        List<String> levels =
                cluster.all(Kinds.PRIORITY_LEVEL_CONFIGURATION).stream()
                        .map(level -> level.key().name())
                        .toList();
        for (StoredObject schema : cluster.all(Kinds.FLOW_SCHEMA)) {
            keep(Kinds.FLOW_SCHEMA, schema, dangling(schema, levels));
        }
        for (StoredObject service : cluster.all(Kinds.API_SERVICE)) {
            if (Fields.has(Fields.at(service.tree(), "spec"), "service")) {
                keep(Kinds.API_SERVICE, service, unavailable());
            }
        }
    }

    private static ObjectNode dangling(StoredObject schema, List<String> levels) {
        String level = Fields.text(schema.tree(), "spec", "priorityLevelConfiguration", "name");
        String message =
                "This FlowSchema references the PriorityLevelConfiguration object named "
                        + GoText.quote(level);
        return levels.contains(level)
                ? condition("Dangling", "False", "Found", message + " and it exists")
                : condition(
                        "Dangling", "True", "NotFound", message + " but there is no such object");
    }

    private static ObjectNode unavailable() {
        return condition(
                "Available",
                "False",
                "FailedDiscoveryCheck",
                "Skiff does not pass calls on to other API servers yet");
    }

    private static ObjectNode condition(String type, String status, String reason, String message) {
        return Json.object()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message);
    }

    private void keep(Kind kind, StoredObject object, ObjectNode wanted) {
        JsonNode conditions = Fields.at(object.tree(), "status", "conditions");
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode condition : conditions) {
            if (isSame(condition, wanted, CONTENT)) {
                return;
            }
            if (!isSame(condition, wanted, List.of("type"))) {
                kept.add(condition.deepCopy());
            }
        }
        wanted.put(
                "lastTransitionTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        kept.add(wanted);
        write(kind, object, kept);
    }

    private static boolean isSame(JsonNode one, JsonNode other, List<String> fields) {
        return fields.stream()
                .allMatch(field -> Fields.text(one, field).equals(Fields.text(other, field)));
    }

    /// Nothing is written if somebody else was faster.
    private void write(Kind kind, StoredObject object, ArrayNode conditions) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", Long.toString(object.revision()));
        patch.putObject("status").set("conditions", conditions);
        api.handle(
                ApiRequest.send(
                        "PATCH",
                        kind.objectPath("", object.key().name()) + "/status",
                        Map.of("fieldManager", "kube-apiserver"),
                        "application/merge-patch+json",
                        Json.write(patch),
                        ServerIdentity.USER));
    }
}
