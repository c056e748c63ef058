package dev.skiff.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.Status;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Typed calls over a [Transport]. Outcomes that a caller must think about are values; everything
/// else is an [OutsideWorldException]. Thread-safe.
public final class ApiClient {
    private static final String JSON = "application/json";
    private static final byte[] NO_BODY = {};

    private final Transport transport;
    private final String userAgent;

    /// @param component the field manager of all writes: `kube-controller-manager`
    public ApiClient(Transport transport, String component) {
        this.transport = transport;
        this.userAgent = component + "/skiff";
    }

    /// Creates the object in the namespace its metadata names.
    public <T extends HasMetadata> ApiResult<T> create(TypedKind<T> type, T object) {
        String path = type.kind().collectionPath(namespaceOf(object));
        return result(type, call("POST", path, JSON, type.encode(object)));
    }

    /// Replaces the object; the `resourceVersion` it carries must still hold.
    public <T extends HasMetadata> ApiResult<T> update(TypedKind<T> type, T object) {
        return put(type, object, "");
    }

    public <T extends HasMetadata> ApiResult<T> updateStatus(TypedKind<T> type, T object) {
        return put(type, object, "/status");
    }

    /// Replaces a subresource, such as `finalize` of a namespace.
    public <T extends HasMetadata> ApiResult<T> updateSubresource(
            TypedKind<T> type, T object, String subresource) {
        return put(type, object, "/" + subresource);
    }

    public <T extends HasMetadata> ApiResult<T> patch(
            TypedKind<T> type, ObjectKey key, Patch patch) {
        return result(
                type, call("PATCH", path(type.kind(), key), patch.contentType(), patch.body()));
    }

    public <T extends HasMetadata> ApiResult<T> patchStatus(
            TypedKind<T> type, ObjectKey key, Patch patch) {
        String path = path(type.kind(), key) + "/status";
        return result(type, call("PATCH", path, patch.contentType(), patch.body()));
    }

    /// Patches an object whose content doesn't matter to the caller.
    public ApiResult<JsonNode> patch(Kind kind, ObjectKey key, Patch patch) {
        ApiResponse.Full answer = call("PATCH", path(kind, key), patch.contentType(), patch.body());
        return isSuccess(answer) ? new ApiResult.Done<>(tree(answer)) : failure(answer);
    }

    /// Posts to a subresource of an object, such as `binding` of a pod.
    public ApiResult<JsonNode> post(Kind kind, ObjectKey key, String subresource, JsonNode body) {
        String path = path(kind, key) + "/" + subresource;
        ApiResponse.Full answer = call("POST", path, JSON, Json.write(body));
        return isSuccess(answer) ? new ApiResult.Done<>(tree(answer)) : failure(answer);
    }

    public <T extends HasMetadata> Optional<T> get(TypedKind<T> type, ObjectKey key) {
        ApiResponse.Full answer = call("GET", path(type.kind(), key), "", NO_BODY);
        return answer.status() == 404
                ? notFound(answer)
                : Optional.of(type.decode(successOrThrow(answer).body()));
    }

    /// An object as a tree, whatever its kind.
    public Optional<JsonNode> find(Kind kind, ObjectKey key) {
        ApiResponse.Full answer = call("GET", path(kind, key), "", NO_BODY);
        return answer.status() == 404
                ? notFound(answer)
                : Optional.of(tree(successOrThrow(answer)));
    }

    /// One page of a collection as its list object. `namespace` empty: all of them.
    public JsonNode list(Kind kind, String namespace, Map<String, String> query) {
        String path = kind.collectionPath(namespace);
        ApiRequest request = ApiRequest.get(path, query, UserInfo.ANONYMOUS);
        return tree(successOrThrow(send(request)));
    }

    public DeleteResult delete(Kind kind, ObjectKey key, Deletion how) {
        ApiResponse.Full answer = call("DELETE", path(kind, key), JSON, how.toJson());
        if (isSuccess(answer)) {
            return tree(answer).path("kind").asText().equals("Status")
                    ? new DeleteResult.Gone()
                    : new DeleteResult.Terminating();
        }
        Status status = statusOrThrow(answer);
        return switch (status.code()) {
            case 404 -> new DeleteResult.NotFound();
            case 409 -> new DeleteResult.Conflict(status);
            default -> new DeleteResult.Rejected(status);
        };
    }

    /// Deletes everything of a kind in a namespace.
    ///
    /// @throws RefusedCallException if the server refuses
    public void deleteCollection(Kind kind, String namespace, Deletion how) {
        successOrThrow(call("DELETE", kind.collectionPath(namespace), JSON, how.toJson()));
    }

    private <T extends HasMetadata> ApiResult<T> put(
            TypedKind<T> type, T object, String subresource) {
        ObjectKey key = new ObjectKey(namespaceOf(object), object.getMetadata().getName());
        String path = path(type.kind(), key) + subresource;
        return result(type, call("PUT", path, JSON, type.encode(object)));
    }

    private ApiResponse.Full call(String method, String path, String contentType, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("User-Agent", List.of(userAgent));
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", List.of(contentType));
        }
        return send(
                new ApiRequest(
                        method,
                        path,
                        Parameters.NONE,
                        Parameters.headers(headers),
                        body,
                        UserInfo.ANONYMOUS));
    }

    private ApiResponse.Full send(ApiRequest request) {
        return switch (transport.send(request)) {
            case ApiResponse.Full full -> full;
            case ApiResponse.InPieces pieces -> pieces.whole();
            case ApiResponse.Watch watch -> {
                watch.stream().close();
                throw new OutsideWorldException(request + " was answered by a watch");
            }
            case ApiResponse.Streaming streaming -> {
                streaming.stream().close();
                throw new OutsideWorldException(request + " was answered by a stream");
            }
        };
    }

    private static <T extends HasMetadata> ApiResult<T> result(
            TypedKind<T> type, ApiResponse.Full answer) {
        return isSuccess(answer)
                ? new ApiResult.Done<>(type.decode(answer.body()))
                : failure(answer);
    }

    private static <T> ApiResult<T> failure(ApiResponse.Full answer) {
        Status status = statusOrThrow(answer);
        return switch (status.code()) {
            case 404 -> new ApiResult.NotFound<>(status);
            case 409 ->
                    status.reason().equals("AlreadyExists")
                            ? new ApiResult.AlreadyExists<>(status)
                            : new ApiResult.Conflict<>(status);
            default -> new ApiResult.Rejected<>(status);
        };
    }

    /// What a failed call says, if it is about the call itself and not about the server's health.
    private static Status statusOrThrow(ApiResponse.Full answer) {
        Status status = Statuses.of(answer);
        if (status.code() == 429 || status.code() >= 500) {
            throw new RefusedCallException(status);
        }
        return status;
    }

    private static ApiResponse.Full successOrThrow(ApiResponse.Full answer) {
        if (!isSuccess(answer)) {
            throw new RefusedCallException(Statuses.of(answer));
        }
        return answer;
    }

    /// A missing object, and not a missing kind.
    private static <T> Optional<T> notFound(ApiResponse.Full answer) {
        if (!Statuses.of(answer).reason().equals("NotFound")) {
            throw new RefusedCallException(Statuses.of(answer));
        }
        return Optional.empty();
    }

    private static boolean isSuccess(ApiResponse.Full answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    private static JsonNode tree(ApiResponse.Full answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new OutsideWorldException("the API server's answer is not JSON", e);
        }
    }

    private static String path(Kind kind, ObjectKey key) {
        return kind.objectPath(key.namespace(), key.name());
    }

    private static String namespaceOf(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return Optional.ofNullable(metadata.getNamespace()).orElse("");
    }
}
