package dev.skiff.it.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Keys as ConfigMaps of one namespace: what one holds is the id of the write that put it, with as
/// much beside it as asked for.
final class ConfigMaps {
    static final String NAMESPACE = "default";

    private static final String ID = "id";
    private static final int FIRST_OF_OUR_FAULTS = 500;

    private final Transport transport;
    private final String ballast;

    /// @param ballastBytes how much is written beside the id
    ConfigMaps(Transport transport, int ballastBytes) {
        this.transport = transport;
        this.ballast = "x".repeat(ballastBytes);
    }

    /// Says how a call ended, whatever happens to it.
    ///
    /// @throws IllegalStateException if it was refused for a reason that no fault explains
    Operation.Outcome send(Operation.Call call) {
        try {
            return switch (transport.send(request(call))) {
                case ApiResponse.Full full -> outcome(call, full);
                case ApiResponse.InPieces _, ApiResponse.Streaming _, ApiResponse.Watch _ ->
                        throw new IllegalStateException("a long answer to " + call);
            };
        } catch (UnreachableException e) {
            return new Operation.Outcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /// All that is there now; fails if it cannot be had.
    State list() {
        return list(Map.of());
    }

    /// What the server knows to have been there, without asking its store.
    State lastKnown() {
        return list(Map.of("resourceVersion", "0"));
    }

    private State list(Map<String, String> query) {
        ApiResponse answer =
                transport.send(
                        ApiRequest.get(
                                Kinds.CONFIG_MAP.collectionPath(NAMESPACE),
                                query,
                                UserInfo.ANONYMOUS));
        if (!(answer instanceof ApiResponse.Full full) || full.status() != 200) {
            throw new IllegalStateException("a list of ConfigMaps answered " + answer);
        }
        JsonNode list = Json.readOwn(full.body());
        Map<String, Version> keys = new TreeMap<>();
        for (JsonNode item : list.path("items")) {
            keys.put(item.path("metadata").path("name").asText(), version(item));
        }
        return new State(list.path("metadata").path("resourceVersion").asLong(), keys);
    }

    /// The id that an object holds, and since when.
    static Version version(JsonNode object) {
        return new Version(
                object.path("metadata").path("resourceVersion").asLong(),
                object.path("data").path(ID).asText());
    }

    private ApiRequest request(Operation.Call call) {
        String path = Kinds.CONFIG_MAP.objectPath(NAMESPACE, call.key());
        return switch (call) {
            case Operation.Call.Create(var key, var id) ->
                    request(
                            "POST",
                            Kinds.CONFIG_MAP.collectionPath(NAMESPACE),
                            "application/json",
                            object(key, id));
            case Operation.Call.Update(var key, var id, var expected) -> {
                ObjectNode object = object(key, id);
                object.withObjectProperty("metadata")
                        .put("resourceVersion", Long.toString(expected));
                yield request("PUT", path, "application/json", object);
            }
            case Operation.Call.Patch(var _, var id) -> {
                ObjectNode patch = Json.object();
                patch.putObject("data").put(ID, id);
                yield request("PATCH", path, "application/merge-patch+json", patch);
            }
            case Operation.Call.Delete(var _, var expected) -> {
                ObjectNode options = Json.object();
                options.put("kind", "DeleteOptions").put("apiVersion", "v1");
                options.putObject("preconditions").put("resourceVersion", Long.toString(expected));
                yield request("DELETE", path, "application/json", options);
            }
            case Operation.Call.Read _ -> ApiRequest.get(path, Map.of(), UserInfo.ANONYMOUS);
        };
    }

    private static ApiRequest request(String method, String path, String type, ObjectNode body) {
        return ApiRequest.send(method, path, Map.of(), type, Json.write(body), UserInfo.ANONYMOUS);
    }

    private ObjectNode object(String key, String id) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", key);
        ObjectNode data = object.putObject("data").put(ID, id);
        if (!ballast.isEmpty()) {
            data.put("ballast", ballast);
        }
        return object;
    }

    private static Operation.Outcome outcome(Operation.Call call, ApiResponse.Full answer) {
        int status = answer.status();
        if (status >= FIRST_OF_OUR_FAULTS) {
            return new Operation.Outcome.Unknown(status + " " + message(answer));
        }
        boolean isRead = call instanceof Operation.Call.Read;
        return switch (status) {
            case 200, 201 ->
                    switch (call) {
                        case Operation.Call.Delete _ -> new Operation.Outcome.Deleted();
                        case Operation.Call.Read _ ->
                                new Operation.Outcome.Found(
                                        Optional.of(version(Json.readOwn(answer.body()))));
                        case Operation.Call.Create _,
                                Operation.Call.Update _,
                                Operation.Call.Patch _ ->
                                new Operation.Outcome.Written(
                                        version(Json.readOwn(answer.body())).revision());
                    };
            case 404 ->
                    isRead
                            ? new Operation.Outcome.Found(Optional.empty())
                            : new Operation.Outcome.Refused(status);
            case 409, 429 -> new Operation.Outcome.Refused(status);
            default ->
                    throw new IllegalStateException(
                            call + " was refused with " + status + ": " + message(answer));
        };
    }

    private static String message(ApiResponse.Full answer) {
        return Json.readOwn(answer.body()).path("message").asText();
    }
}
