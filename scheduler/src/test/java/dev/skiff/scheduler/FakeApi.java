package dev.skiff.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import dev.skiff.api.status.ApiException;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/// As much of an API server as a scheduler meets: pods and nodes with watches, bindings, the status
/// of pods, events. A test may hold back what watches tell, and lose or refuse calls.
final class FakeApi implements Transport {
    /// What becomes of a write.
    enum Fate {
        DONE,
        LOST,
        ANSWER_LOST,
        REFUSED
    }

    final List<ApiRequest> writes = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> eventTimes = new ArrayList<>();
    final Queue<Fate> fates = new ArrayDeque<>();
    boolean holdsBackPods;
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<Stream> streams = new ArrayList<>();
    private long revision = 1;

    private final class Stream implements WatchStream {
        final Kind kind;
        final Queue<WatchEvent> waiting = new ArrayDeque<>();
        Runnable signal = () -> {};

        Stream(Kind kind) {
            this.kind = kind;
        }

        @Override
        public Optional<WatchEvent> poll() {
            return holdsBackPods && kind == Kinds.POD
                    ? Optional.empty()
                    : Optional.ofNullable(waiting.poll());
        }

        @Override
        public void onAvailable(Runnable newSignal) {
            signal = newSignal;
            newSignal.run();
        }

        @Override
        public boolean isEnded() {
            return false;
        }

        @Override
        public void close() {
            streams.remove(this);
        }
    }

    void put(HasMetadata object) {
        ObjectNode tree = Json.mapper().valueToTree(object);
        Kind kind = object.getKind().equals("Node") ? Kinds.NODE : Kinds.POD;
        put(kind, pathOf(kind, tree), tree);
    }

    void delete(Kind kind, String name) {
        ObjectNode last = found(kind, name);
        objects.remove(pathOf(kind, name));
        last.withObject("metadata").put("resourceVersion", Long.toString(++revision));
        tell(kind, new WatchEvent.Deleted(StoredObject.ofWire(last)));
    }

    JsonNode pod(String name) {
        return found(Kinds.POD, name);
    }

    String nodeOf(String pod) {
        return pod(pod).path("spec").path("nodeName").asText();
    }

    JsonNode scheduledCondition(String pod) {
        return pod(pod).path("status").path("conditions").path(0);
    }

    @Override
    public ApiResponse send(ApiRequest request) {
        if (request.method().equals("GET")) {
            return request.query().first("watch").isPresent() ? watch(request) : get(request);
        }
        if (request.path().contains("/events")) {
            JsonNode event = tree(request.body());
            events.add(event.path("reason").asText() + ": " + event.path("message").asText());
            eventTimes.add(event.path("firstTimestamp").asText());
            return ApiResponse.json(200, request.body());
        }
        writes.add(request);
        Fate fate = fates.isEmpty() ? Fate.DONE : fates.remove();
        return switch (fate) {
            case DONE -> write(request);
            case LOST -> throw new UnreachableException("lost", new IOException("lost"));
            case ANSWER_LOST -> {
                write(request);
                throw new UnreachableException("answer lost", new IOException("lost"));
            }
            case REFUSED -> failure(ApiException.forbidden(Kinds.POD, "p", "in a test"));
        };
    }

    private ApiResponse watch(ApiRequest request) {
        Kind kind = request.path().endsWith("/nodes") ? Kinds.NODE : Kinds.POD;
        Stream stream = new Stream(kind);
        objects.forEach(
                (path, object) -> {
                    if (path.contains("/" + kind.plural() + "/")) {
                        stream.waiting.add(new WatchEvent.Added(StoredObject.ofWire(object)));
                    }
                });
        stream.waiting.add(new WatchEvent.Bookmark(revision, true));
        streams.add(stream);
        return new ApiResponse.Watch(List.of(), stream, (_, _) -> {});
    }

    private ApiResponse get(ApiRequest request) {
        ObjectNode object = objects.get(request.path());
        return object == null
                ? failure(ApiException.notFound(Kinds.POD, "p"))
                : ApiResponse.json(200, Json.write(object));
    }

    private ApiResponse write(ApiRequest request) {
        String path = request.path().substring(0, request.path().lastIndexOf('/'));
        ObjectNode pod = objects.get(path);
        JsonNode body = tree(request.body());
        if (pod == null) {
            return failure(ApiException.notFound(Kinds.POD, "p"));
        }
        JsonNode metadata = body.path("metadata");
        if (!metadata.path("uid").equals(pod.path("metadata").path("uid"))
                || metadata.has("resourceVersion")
                        && !metadata.path("resourceVersion")
                                .equals(pod.path("metadata").path("resourceVersion"))) {
            return failure(ApiException.modified(Kinds.POD, "p"));
        }
        ObjectNode next = pod.deepCopy();
        if (request.path().endsWith("/status")) {
            next.withObject("status").set("conditions", body.path("status").path("conditions"));
        } else if (pod.path("spec").has("nodeName")) {
            return failure(ApiException.conflict(Kinds.POD, "p", "pod p is already assigned"));
        } else {
            next.withObject("spec").set("nodeName", body.path("target").path("name"));
            next.withObject("status").remove("conditions");
        }
        put(Kinds.POD, path, next);
        return ApiResponse.json(201, Json.write(next));
    }

    private void put(Kind kind, String path, ObjectNode tree) {
        tree.withObject("metadata").put("resourceVersion", Long.toString(++revision));
        boolean isNew = objects.put(path, tree) == null;
        StoredObject stored = StoredObject.ofWire(tree);
        tell(kind, isNew ? new WatchEvent.Added(stored) : new WatchEvent.Modified(stored));
    }

    private void tell(Kind kind, WatchEvent event) {
        for (Stream stream : streams) {
            if (stream.kind == kind) {
                stream.waiting.add(event);
                stream.signal.run();
            }
        }
    }

    private ObjectNode found(Kind kind, String name) {
        return Optional.ofNullable(objects.get(pathOf(kind, name))).orElseThrow();
    }

    private static String pathOf(Kind kind, ObjectNode tree) {
        return pathOf(kind, tree.path("metadata").path("name").asText());
    }

    private static String pathOf(Kind kind, String name) {
        ObjectKey key = new ObjectKey(kind.isNamespaced() ? "default" : "", name);
        return kind.objectPath(key.namespace(), key.name());
    }

    private static ApiResponse failure(ApiException exception) {
        return ApiResponse.json(exception.status().code(), exception.status().toJson());
    }

    private static JsonNode tree(byte[] body) {
        return Json.readOwn(body);
    }
}
