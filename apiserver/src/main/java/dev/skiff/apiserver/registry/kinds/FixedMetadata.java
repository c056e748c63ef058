package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import java.util.List;

/// For kinds whose metadata are not changed by whoever writes their status.
final class FixedMetadata {
    private FixedMetadata() {}

    /// Restores what a write to the status may not change.
    static void keep(ObjectNode updated, ObjectNode stored) {
        ObjectNode metadata = Fields.child(updated, "metadata");
        for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
            JsonNode before = Fields.at(stored, "metadata", field);
            if (before.isMissingNode()) {
                metadata.remove(field);
            } else {
                metadata.set(field, before.deepCopy());
            }
        }
    }
}
