package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.WatchEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Objects reduced to their metadata.
final class PartialMetadata {
    private static final String GROUP = "meta.k8s.io/";

    /// Upstream keeps this annotation of DaemonSets in the spec; metadata alone do not show it.
    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    private PartialMetadata() {}

    /// Writes what [#single] answers, of most kinds copied from their stored bytes.
    static ListBody.ItemWriter writer(Kind kind, String version) {
        if (kind.equals(Kinds.DAEMON_SET)) {
            return (item, out) -> out.writeBytes(Json.write(single(item.object(), version)));
        }
        String head =
                "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"%s%s\","
                        .formatted(GROUP, version);
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        return (item, out) -> {
            out.writeBytes(bytes);
            item.object().writeMetadataTo(out);
            out.write('}');
        };
    }

    static ObjectNode single(StoredObject object, String version) {
        ObjectNode partial = empty(version);
        partial.set("metadata", shown(object.tree()));
        return partial;
    }

    private static JsonNode shown(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        boolean isCounted =
                object.path("kind").asText().equals(Kinds.DAEMON_SET.name())
                        && metadata.path("annotations").has(TEMPLATE_GENERATION);
        if (!isCounted || !(metadata.deepCopy() instanceof ObjectNode shown)) {
            return metadata;
        }
        ObjectNode annotations = Fields.child(shown, "annotations");
        annotations.remove(TEMPLATE_GENERATION);
        if (annotations.isEmpty()) {
            shown.remove("annotations");
        }
        return shown;
    }

    static ListBody list(ListPage page, Kind kind, String version) {
        ObjectNode list = Json.object();
        list.put("kind", "PartialObjectMetadataList").put("apiVersion", GROUP + version);
        list.set("metadata", page.metadata());
        if (page.items().isEmpty()) {
            list.putNull("items");
            return new ListBody(list);
        }
        return new ListBody(list, "items", page.items(), writer(kind, version));
    }

    static WatchEncoder watchEncoder(String version) {
        return new WatchFrames() {
            @Override
            void writeObject(StoredObject object, ByteArrayOutputStream out) throws IOException {
                out.write(Json.write(single(object, version)));
            }

            @Override
            ObjectNode bookmark() {
                return empty(version);
            }
        };
    }

    private static ObjectNode empty(String version) {
        return Json.object()
                .put("kind", "PartialObjectMetadata")
                .put("apiVersion", GROUP + version);
    }
}
