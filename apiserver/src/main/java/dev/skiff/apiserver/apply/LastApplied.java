package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.object.Fields;
import java.nio.charset.StandardCharsets;

/// The annotation in which kubectl keeps what it applied when the client does the merging. When
/// kubectl lets the server apply, it may take over what it had applied that way, and the annotation
/// is kept up to date, so that one can go back.
final class LastApplied {
    /// For whom this is done.
    static final String MANAGER = "kubectl";

    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private LastApplied() {}

    /// The fields of the live object that still are as they were applied by the client.
    static FieldSet unchanged(VersionedKind kind, ObjectNode live) {
        if (!(JsonText.read(text(live).getBytes(StandardCharsets.UTF_8))
                        instanceof JsonText.Read(ObjectNode applied, var _))
                || !Fields.text(applied, "apiVersion").equals(kind.apiVersion())
                || Fields.text(applied, "kind").isEmpty()) {
            return FieldSet.EMPTY;
        }
        Slot slot = Slot.of(kind.type());
        if (TreeCheck.problem(slot, applied).isPresent()) {
            return FieldSet.EMPTY;
        }
        Comparison difference = TreeComparison.of(kind.type(), applied, live);
        return TreeFields.of(slot, applied)
                .minus(difference.modified())
                .minus(difference.added())
                .minus(difference.removed());
    }

    /// Writes `config` into the annotation of an object that has it; one that would be too large is
    /// taken off.
    static void update(ObjectNode object, ObjectNode config) {
        if (text(object).isEmpty()) {
            return;
        }
        ObjectNode annotations = Fields.child(Fields.child(object, "metadata"), "annotations");
        annotations.put(ANNOTATION, written(config));
        int size = 0;
        for (var annotation : annotations.properties()) {
            size += bytes(annotation.getKey()) + bytes(annotation.getValue().asText());
        }
        if (size > MOST_ANNOTATION_BYTES) {
            annotations.remove(ANNOTATION);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String written(ObjectNode config) {
        ObjectNode copy = config.deepCopy();
        if (Fields.at(copy, "metadata", "annotations") instanceof ObjectNode annotations) {
            annotations.remove(ANNOTATION);
        }
        return GoText.json(Json.sorted(copy)) + "\n";
    }

    private static String text(JsonNode object) {
        return Fields.text(Fields.at(object, "metadata", "annotations"), ANNOTATION);
    }
}
