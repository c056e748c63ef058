package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.schema.TypeSchema;
import java.util.Optional;

/// Kubernetes' own patch: maps merge, lists merge or are replaced as the type says
/// ([dev.skiff.api.schema.PatchStrategy]), and directives in the patch (`$patch`, `$retainKeys`,
/// `$setElementOrder/…`, `$deleteFromPrimitiveList/…`) ask for something else.
public final class StrategicMergePatch {
    private StrategicMergePatch() {}

    public static PatchResult apply(ObjectNode object, byte[] patch, TypeSchema type) {
        try {
            return switch (JsonText.read(patch)) {
                case JsonText.Unreadable(var message) -> throw PatchRefusal.malformed(message);
                case JsonText.Read(var tree, var problems) ->
                        new PatchResult.Patched(
                                merge(object.deepCopy(), requireObject(tree).deepCopy(), type),
                                problems,
                                Optional.of(Directives.leftAfterMerge(tree)));
            };
        } catch (PatchRefusal refusal) {
            return refusal.result();
        }
    }

    private static JsonNode merge(ObjectNode object, ObjectNode patch, TypeSchema type)
            throws PatchRefusal {
        return StrategicMaps.merge(object, patch, PatchSchema.of(type));
    }

    private static ObjectNode requireObject(JsonNode tree) throws PatchRefusal {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw PatchRefusal.malformed(JsonText.wrongType(tree, "map[string]interface {}"));
    }
}
