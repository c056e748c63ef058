package dev.skiff.api.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;
import java.util.Optional;

/// A `Status` of the API, `meta/v1`. Empty texts are left out of its JSON.
///
/// @param code the HTTP status
/// @param reason machine-readable: `NotFound`, `Conflict`; empty on success
/// @param details what it is about; may be there and say nothing, which shows in its JSON
/// @param continueToken of an expired list: where an inconsistent continuation may go on
public record Status(
        int code,
        boolean isSuccess,
        String reason,
        String message,
        Optional<StatusDetails> details,
        String continueToken) {

    public static Status failure(int code, String reason, String message) {
        return new Status(code, false, reason, message, Optional.empty(), "");
    }

    public static Status success(int code) {
        return new Status(code, true, "", "", Optional.empty(), "");
    }

    public Status about(String group, String kind, String name) {
        return with(known().about(group, kind, name));
    }

    /// With details that say nothing, as upstream's generic answers have.
    public Status withEmptyDetails() {
        return with(StatusDetails.EMPTY);
    }

    public Status withUid(String uid) {
        return with(known().withUid(uid));
    }

    public Status withCauses(List<StatusCause> causes) {
        return with(known().withCauses(causes));
    }

    public Status withRetryAfter(int seconds) {
        return with(known().withRetryAfter(seconds));
    }

    public Status withContinue(String token) {
        return new Status(code, isSuccess, reason, message, details, token);
    }

    /// What kind of thing it is about: a resource's plural, for `Invalid` a kind; empty: not told.
    public String detailsKind() {
        return known().kind();
    }

    /// The name of what it is about; empty: not told.
    public String detailsName() {
        return known().name();
    }

    public List<StatusCause> causes() {
        return known().causes();
    }

    /// 0: none.
    public int retryAfterSeconds() {
        return known().retryAfterSeconds();
    }

    public ObjectNode toTree() {
        ObjectNode tree = Json.object();
        tree.put("kind", "Status").put("apiVersion", "v1");
        ObjectNode metadata = tree.putObject("metadata");
        putIfPresent(metadata, "continue", continueToken);
        tree.put("status", isSuccess ? "Success" : "Failure");
        putIfPresent(tree, "message", message);
        putIfPresent(tree, "reason", reason);
        details.ifPresent(known -> tree.set("details", known.toTree()));
        boolean isPlain = isSuccess && code == 200;
        return isPlain ? tree : tree.put("code", code);
    }

    public byte[] toJson() {
        return Json.write(toTree());
    }

    /// Reads a Status as a server sent it; missing parts are empty.
    public static Status ofTree(JsonNode tree) {
        return new Status(
                tree.path("code").asInt(),
                tree.path("status").asText().equals("Success"),
                tree.path("reason").asText(),
                tree.path("message").asText(),
                tree.has("details")
                        ? Optional.of(StatusDetails.ofTree(tree.path("details")))
                        : Optional.empty(),
                tree.path("metadata").path("continue").asText());
    }

    private StatusDetails known() {
        return details.orElse(StatusDetails.EMPTY);
    }

    private Status with(StatusDetails newDetails) {
        return new Status(code, isSuccess, reason, message, Optional.of(newDetails), continueToken);
    }

    private static void putIfPresent(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
