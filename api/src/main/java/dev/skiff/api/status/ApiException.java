package dev.skiff.api.status;

import dev.skiff.api.kind.Kind;

/// A call that failed, as the Status its caller gets. Exists only at the API edge: inside the
/// server between a verb and the router, and in clients. The factories use upstream's words,
/// which tools parse.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    public ApiException(Status status) {
        super(status.message());
        this.status = status;
    }

    public Status status() {
        return status;
    }

    public static ApiException notFound(Kind kind, String name) {
        return about(
                404,
                "NotFound",
                kind,
                name,
                "%s \"%s\" not found".formatted(kind.qualifiedResource(), name));
    }

    public static ApiException alreadyExists(Kind kind, String name) {
        return about(
                409,
                "AlreadyExists",
                kind,
                name,
                "%s \"%s\" already exists".formatted(kind.qualifiedResource(), name));
    }

    /// A lost race, or a stale `resourceVersion`.
    public static ApiException modified(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiException conflict(Kind kind, String name, String why) {
        return about(
                409,
                "Conflict",
                kind,
                name,
                "Operation cannot be fulfilled on %s \"%s\": %s"
                        .formatted(kind.qualifiedResource(), name, why));
    }

    public static ApiException forbidden(Kind kind, String name, String why) {
        return about(
                403,
                "Forbidden",
                kind,
                name,
                "%s \"%s\" is forbidden: %s".formatted(kind.qualifiedResource(), name, why));
    }

    public static ApiException badRequest(String message) {
        return new ApiException(Status.failure(400, "BadRequest", message));
    }

    public static ApiException internal(String message) {
        return new ApiException(
                Status.failure(500, "InternalError", "Internal error occurred: " + message));
    }

    public static ApiException unavailable(String message) {
        return new ApiException(
                Status.failure(503, "ServiceUnavailable", message).withRetryAfter(1));
    }

    /// The requested resourceVersion is compacted away.
    public static ApiException expired(String message) {
        return new ApiException(Status.failure(410, "Expired", message));
    }

    private static ApiException about(
            int code, String reason, Kind kind, String name, String message) {
        return new ApiException(
                Status.failure(code, reason, message).about(kind.group(), kind.plural(), name));
    }
}
