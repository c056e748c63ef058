package dev.skiff.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cells that volumes and claims have in common.
final class VolumeCells {
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    /// In the order they are printed, whatever the order they are given in.
    private static final Map<String, String> SHORT_MODES = shortModes();

    private VolumeCells() {}

    private static Map<String, String> shortModes() {
        Map<String, String> modes = new LinkedHashMap<>();
        modes.put("ReadWriteOnce", "RWO");
        modes.put("ReadOnlyMany", "ROX");
        modes.put("ReadWriteMany", "RWX");
        modes.put("ReadWriteOncePod", "RWOP");
        return modes;
    }

    static String accessModes(JsonNode modes) {
        List<String> given = Fields.texts(modes);
        List<String> shown = new ArrayList<>();
        SHORT_MODES.forEach(
                (mode, shortened) -> {
                    if (given.contains(mode)) {
                        shown.add(shortened);
                    }
                });
        return String.join(",", shown);
    }

    static String phase(JsonNode object) {
        boolean isGoing = Fields.has(Fields.at(object, "metadata"), "deletionTimestamp");
        return isGoing ? "Terminating" : Fields.text(object, "status", "phase");
    }

    /// The class of a volume or claim, the old annotation before the field.
    static String className(JsonNode object) {
        JsonNode annotations = Fields.at(object, "metadata", "annotations");
        return annotations.has(OLD_CLASS)
                ? Fields.text(annotations, OLD_CLASS)
                : Fields.text(object, "spec", "storageClassName");
    }

    static String orUnset(JsonNode spec, String field) {
        return Fields.has(spec, field) ? Fields.text(spec, field) : "<unset>";
    }
}
