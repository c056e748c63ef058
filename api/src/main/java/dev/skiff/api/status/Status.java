package dev.skiff.api.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.ArrayList;
import java.util.List;

/// A `Status` of the API, `meta/v1`. Empty strings and zeros are left out of its JSON.
///
/// @param code the HTTP status
/// @param reason machine-readable: `NotFound`, `Conflict`; empty on success
/// @param detailsName, detailsGroup, detailsKind, detailsUid what it is about; kind is the
// resource's plural, but for
///     `Invalid` the kind
/// @param retryAfterSeconds 0: none
/// @param continueToken of an expired list: where an inconsistent continuation may go on
public record Status(
        int code,
        boolean isSuccess,
        String reason,
        String message,
        String detailsName,
        String detailsGroup,
        String detailsKind,
        String detailsUid,
        List<StatusCause> causes,
        int retryAfterSeconds,
        String continueToken) {
    public Status {
        causes = List.copyOf(causes);
    }

    public static Status failure(int code, String reason, String message) {
        return new Status(code, false, reason, message, "", "", "", "", List.of(), 0, "");
    }

    public static Status success(int code) {
        return new Status(code, true, "", "", "", "", "", "", List.of(), 0, "");
    }

    public Status about(String group, String kind, String name) {
        return new Status(
                code,
                isSuccess,
                reason,
                message,
                name,
                group,
                kind,
                detailsUid,
                causes,
                retryAfterSeconds,
                continueToken);
    }

    public Status withUid(String uid) {
        return new Status(
                code,
                isSuccess,
                reason,
                message,
                detailsName,
                detailsGroup,
                detailsKind,
                uid,
                causes,
                retryAfterSeconds,
                continueToken);
    }

    public Status withCauses(List<StatusCause> newCauses) {
        return new Status(
                code,
                isSuccess,
                reason,
                message,
                detailsName,
                detailsGroup,
                detailsKind,
                detailsUid,
                newCauses,
                retryAfterSeconds,
                continueToken);
    }

    public Status withRetryAfter(int seconds) {
        return new Status(
                code,
                isSuccess,
                reason,
                message,
                detailsName,
                detailsGroup,
                detailsKind,
                detailsUid,
                causes,
                seconds,
                continueToken);
    }

    public Status withContinue(String token) {
        return new Status(
                code,
                isSuccess,
                reason,
                message,
                detailsName,
                detailsGroup,
                detailsKind,
                detailsUid,
                causes,
                retryAfterSeconds,
                token);
    }

    public ObjectNode toTree() {
        ObjectNode tree = Json.object();
        tree.put("kind", "Status").put("apiVersion", "v1");
        ObjectNode metadata = tree.putObject("metadata");
        putIfPresent(metadata, "continue", continueToken);
        tree.put("status", isSuccess ? "Success" : "Failure");
        putIfPresent(tree, "message", message);
        putIfPresent(tree, "reason", reason);
        ObjectNode details = details();
        if (!details.isEmpty()) {
            tree.set("details", details);
        }
        return isSuccess ? tree : tree.put("code", code);
    }

    public byte[] toJson() {
        return Json.write(toTree());
    }

    /// Reads a Status as a server sent it; missing parts are empty.
    public static Status ofTree(JsonNode tree) {
        JsonNode details = tree.path("details");
        List<StatusCause> causes = new ArrayList<>();
        for (JsonNode cause : details.path("causes")) {
            causes.add(
                    new StatusCause(
                            cause.path("reason").asText(),
                            cause.path("message").asText(),
                            cause.path("field").asText()));
        }
        return new Status(
                tree.path("code").asInt(),
                tree.path("status").asText().equals("Success"),
                tree.path("reason").asText(),
                tree.path("message").asText(),
                details.path("name").asText(),
                details.path("group").asText(),
                details.path("kind").asText(),
                details.path("uid").asText(),
                causes,
                details.path("retryAfterSeconds").asInt(),
                tree.path("metadata").path("continue").asText());
    }

    private ObjectNode details() {
        ObjectNode details = Json.object();
        putIfPresent(details, "name", detailsName);
        putIfPresent(details, "group", detailsGroup);
        putIfPresent(details, "kind", detailsKind);
        putIfPresent(details, "uid", detailsUid);
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

    private static void putIfPresent(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
