package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/// The two forms of an Event: as the core group has it, in which it is stored, and as
/// `events.k8s.io` does. They say the same under other names.
final class EventForms {
    /// The fields whose names differ, by their names in the core group.
    private static final Map<String, String> NEWER_NAMES = newerNames();

    private EventForms() {}

    private static Map<String, String> newerNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("involvedObject", "regarding");
        names.put("message", "note");
        names.put("source", "deprecatedSource");
        names.put("firstTimestamp", "deprecatedFirstTimestamp");
        names.put("lastTimestamp", "deprecatedLastTimestamp");
        names.put("count", "deprecatedCount");
        names.put("reportingComponent", "reportingController");
        return names;
    }

    static ObjectNode toNewer(ObjectNode event) {
        ObjectNode newer = Json.object().put("kind", "Event").put("apiVersion", "events.k8s.io/v1");
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            String name = field.getKey();
            newer.putIfAbsent(NEWER_NAMES.getOrDefault(name, name), field.getValue());
        }
        for (String text : new String[] {"reportingController", "reportingInstance"}) {
            if (Fields.text(newer, text).isEmpty()) {
                newer.remove(text);
            }
        }
        return newer;
    }

    static ObjectNode toCore(ObjectNode newer) {
        ObjectNode event = Json.object().put("kind", "Event").put("apiVersion", "v1");
        event.set("metadata", newer.path("metadata"));
        NEWER_NAMES.forEach(
                (name, newerName) -> {
                    if (newer.has(newerName)) {
                        event.set(name, newer.get(newerName));
                    }
                });
        newer.properties().stream()
                .filter(field -> !NEWER_NAMES.containsValue(field.getKey()))
                .forEach(field -> event.putIfAbsent(field.getKey(), field.getValue()));
        Fields.child(event, "involvedObject");
        Fields.child(event, "source");
        for (String text : new String[] {"reportingComponent", "reportingInstance"}) {
            if (!Fields.has(event, text)) {
                event.put(text, "");
            }
        }
        return event;
    }
}
