package dev.skiff.api.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.ArrayList;
import java.util.List;

/// What a Status is about. Empty parts are left out of its JSON.
///
/// @param kind the resource's plural, but for `Invalid` the kind
/// @param retryAfterSeconds 0: none
public record StatusDetails(
        String name,
        String group,
        String kind,
        String uid,
        List<StatusCause> causes,
        int retryAfterSeconds) {
    public static final StatusDetails EMPTY = new StatusDetails("", "", "", "", List.of(), 0);

    public StatusDetails {
        causes = List.copyOf(causes);
    }

    StatusDetails about(String newGroup, String newKind, String newName) {
        return new StatusDetails(newName, newGroup, newKind, uid, causes, retryAfterSeconds);
    }

    StatusDetails withUid(String newUid) {
        return new StatusDetails(name, group, kind, newUid, causes, retryAfterSeconds);
    }

    StatusDetails withCauses(List<StatusCause> newCauses) {
        return new StatusDetails(name, group, kind, uid, newCauses, retryAfterSeconds);
    }

    StatusDetails withRetryAfter(int seconds) {
        return new StatusDetails(name, group, kind, uid, causes, seconds);
    }

    ObjectNode toTree() {
        ObjectNode details = Json.object();
        putIfPresent(details, "name", name);
        putIfPresent(details, "group", group);
        putIfPresent(details, "kind", kind);
        putIfPresent(details, "uid", uid);
        if (!causes.isEmpty()) {
            ArrayNode list = details.putArray("causes");
            for (StatusCause cause : causes) {
                ObjectNode node = list.addObject();
                putIfPresent(node, "reason", cause.reason());
                putIfPresent(node, "message", cause.message());
                putIfPresent(node, "field", cause.field());
            }
        }
        if (retryAfterSeconds > 0) {
            details.put("retryAfterSeconds", retryAfterSeconds);
        }
        return details;
    }

    static StatusDetails ofTree(JsonNode tree) {
        List<StatusCause> causes = new ArrayList<>();
        for (JsonNode cause : tree.path("causes")) {
            causes.add(
                    new StatusCause(
                            cause.path("reason").asText(),
                            cause.path("message").asText(),
                            cause.path("field").asText()));
        }
        return new StatusDetails(
                tree.path("name").asText(),
                tree.path("group").asText(),
                tree.path("kind").asText(),
                tree.path("uid").asText(),
                causes,
                tree.path("retryAfterSeconds").asInt());
    }

    private static void putIfPresent(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }
}
