package dev.skiff.it.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.WatchEvent;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.StoreListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an all-knowing onlooker sees: the state on the disk, write by write, and what was promised
/// to whom. Nobody in the simulated cluster sees it.
final class ClusterView {
    private static final int REMEMBERED_OBJECTS = 20_000;

    /// Told of every write as it reaches the disk.
    interface WriteListener {
        /// @param before, now empty: the object isn't there
        void onWrite(Kind kind, Optional<JsonNode> before, Optional<JsonNode> now);
    }

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final Map<String, Long> revisions = new LinkedHashMap<>();
    private final Map<StoredObject, Integer> handedOut = new LinkedHashMap<>();
    private final List<WriteListener> listeners = new ArrayList<>();
    private long writes;

    ClusterView(Store disk) {
        disk.watch("/registry/", 0, new Follower());
    }

    void onWrite(WriteListener listener) {
        listeners.add(listener);
    }

    /// How often the disk was written to.
    long writes() {
        return writes;
    }

    /// All objects of a kind in the order of their keys.
    List<JsonNode> list(Kind kind) {
        List<JsonNode> found = new ArrayList<>();
        objects.forEach(
                (key, object) -> {
                    if (key.startsWith(kind.storagePrefix())) {
                        found.add(object);
                    }
                });
        return found;
    }

    Optional<JsonNode> get(Kind kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(kind.storageKey(namespace, name)));
    }

    /// A call was answered: what the answer promises must be on the disk.
    void answered(ApiRequest request, ApiResponse answer) {
        boolean isWrite = !request.method().equals("GET");
        if (!isWrite || !(answer instanceof ApiResponse.Full full) || full.status() >= 300) {
            return;
        }
        JsonNode object = Json.readOwn(full.body());
        long promised = object.path("metadata").path("resourceVersion").asLong();
        String key = keyOf(object);
        if (promised > 0 && revisions.getOrDefault(key, 0L) < promised) {
            throw new AssertionError(
                    "%s was answered with revision %d of %s, but the disk has %s"
                            .formatted(request, promised, key, revisions.get(key)));
        }
    }

    /// An object was handed to a component, which must not change it.
    void handedOut(WatchEvent event) {
        @Nullable StoredObject object =
                switch (event) {
                    case WatchEvent.Added(var added) -> added;
                    case WatchEvent.Modified(var modified) -> modified;
                    case WatchEvent.Deleted(var deleted) -> deleted;
                    case WatchEvent.Bookmark _, WatchEvent.Failed _ -> null;
                };
        if (object != null && handedOut.size() < REMEMBERED_OBJECTS) {
            handedOut.putIfAbsent(object, Arrays.hashCode(object.encoded()));
        }
    }

    /// Whoever changed a shared object is found here.
    void requireSharedObjectsUnchanged() {
        handedOut.forEach(
                (object, hash) -> {
                    ObjectNode decoded = Json.readOwn(object.encoded());
                    decoded.withObject("metadata")
                            .put("resourceVersion", Long.toString(object.revision()));
                    if (Arrays.hashCode(object.encoded()) != hash
                            || !object.tree().equals(decoded)) {
                        throw new AssertionError("somebody changed the shared " + object.tree());
                    }
                });
    }

    /// Workloads, pods and nodes in a line each, for whoever must find out what went wrong.
    String summary() {
        StringBuilder lines = new StringBuilder();
        for (Kind kind : List.of(Kinds.NODE, Kinds.DEPLOYMENT, Kinds.REPLICA_SET, Kinds.POD)) {
            for (JsonNode object : list(kind)) {
                lines.append(kind.name())
                        .append(' ')
                        .append(Facts.name(object))
                        .append(Facts.isTerminating(object) ? " terminating" : "")
                        .append(" spec.replicas ")
                        .append(object.path("spec").path("replicas"))
                        .append(" on ")
                        .append(Facts.nodeName(object))
                        .append(" status ")
                        .append(object.path("status"))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static String keyOf(JsonNode object) {
        GroupVersion version = GroupVersion.parse(object.path("apiVersion").asText());
        JsonNode metadata = object.path("metadata");
        return Kinds.byName(version, object.path("kind").asText())
                .map(
                        kind ->
                                kind.storageKey(
                                        metadata.path("namespace").asText(),
                                        metadata.path("name").asText()))
                .orElse("");
    }

    /// Not all that is stored is an object.
    private static Optional<Kind> kindOf(String key) {
        return Kinds.ALL.stream().filter(kind -> key.startsWith(kind.storagePrefix())).findFirst();
    }

    private final class Follower implements StoreListener {
        private boolean broken;

        @Override
        public void onEvents(List<StoreEvent> events) {
            broken = true;
            events.forEach(this::apply);
            broken = false;
        }

        private void apply(StoreEvent event) {
            writes++;
            revisions.put(event.key(), event.revision());
            kindOf(event.key()).ifPresent(kind -> apply(kind, event));
        }

        private void apply(Kind kind, StoreEvent event) {
            Optional<JsonNode> before = Optional.ofNullable(objects.get(event.key()));
            Optional<JsonNode> now =
                    switch (event) {
                        case StoreEvent.Put(var key, var value, var _) -> {
                            ObjectNode object = Json.readOwn(value);
                            objects.put(key, object);
                            yield Optional.of(object);
                        }
                        case StoreEvent.Delete(var key, var _) -> {
                            objects.remove(key);
                            yield Optional.empty();
                        }
                    };
            listeners.forEach(listener -> listener.onWrite(kind, before, now));
        }

        @Override
        public void onProgress(long revision) {}

        @Override
        public void onCompacted(long oldest) {
            if (!broken) {
                throw new AssertionError("the onlooker was left behind");
            }
        }
    }
}
