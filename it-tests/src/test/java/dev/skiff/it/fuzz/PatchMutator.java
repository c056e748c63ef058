package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Changes what a patch asks for: directives, operations and their paths, owners of fields.
final class PatchMutator implements Mutator {
    private static final List<String> DIRECTIVES =
            List.of("delete", "replace", "merge", "nope", "");
    private static final List<String> OPERATIONS =
            List.of("add", "remove", "replace", "move", "copy", "test", "nope", "");
    private static final List<String> POINTERS = OddWords.of("patch.pointers");
    private static final List<String> OWNED = OddWords.of("patch.owned");
    private static final List<String> TYPES =
            List.of(
                    "application/json-patch+json",
                    "application/merge-patch+json",
                    "application/strategic-merge-patch+json",
                    "application/apply-patch+yaml");
    private static final int DEEP_OWNER = 700;

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.hasBody() || !request.method().matches("PATCH|PUT")) {
            return request;
        }
        if (chooser.oneIn(8)) {
            return request.withMethod("PATCH").withType(chooser.of(TYPES));
        }
        try {
            JsonNode patch = Json.mapper().readTree(request.body());
            change(patch, chooser);
            return request.withBody(Json.write(patch));
        } catch (IOException _) {
            return request; // in YAML, or broken by another mutator
        }
    }

    private static void change(JsonNode patch, Chooser chooser) {
        if (patch instanceof ArrayNode operations) {
            changeOperation(operations, chooser);
        } else if (patch instanceof ObjectNode object) {
            if (chooser.oneIn(4)) {
                own(object, chooser);
            } else {
                direct(object, chooser);
            }
        }
    }

    private static void changeOperation(ArrayNode operations, Chooser chooser) {
        ObjectNode operation =
                !operations.isEmpty()
                                && operations.get(chooser.below(operations.size()))
                                        instanceof ObjectNode present
                        ? present
                        : operations.addObject().put("path", "/metadata/labels");
        switch (chooser.below(5)) {
            case 0 -> operation.put("op", chooser.of(OPERATIONS));
            case 1 -> operation.put("path", chooser.of(POINTERS));
            case 2 -> operation.put("from", chooser.of(POINTERS));
            case 3 ->
                    operation.put(
                            "path", operation.path("path").asText() + "/" + chooser.of(POINTERS));
            default -> operation.set("value", OddValues.pick("", operation.path("value"), chooser));
        }
    }

    /// A directive in some object of the patch.
    private static void direct(ObjectNode patch, Chooser chooser) {
        List<ObjectNode> objects =
                Stream.concat(
                                Stream.of(patch),
                                Place.in(patch).stream()
                                        .map(Place::value)
                                        .filter(ObjectNode.class::isInstance)
                                        .map(ObjectNode.class::cast))
                        .toList();
        ObjectNode object = chooser.of(objects);
        List<String> fields = object.properties().stream().map(field -> field.getKey()).toList();
        String field = fields.isEmpty() ? "a" : chooser.of(fields);
        switch (chooser.below(6)) {
            case 0, 1 -> object.put("$patch", chooser.of(DIRECTIVES));
            case 2 -> object.set("$retainKeys", names(chooser, field));
            case 3 ->
                    object.set("$setElementOrder/" + field, elements(object.path(field), chooser));
            case 4 -> object.set("$deleteFromPrimitiveList/" + field, names(chooser, field));
            default -> object.set("$" + field, OddValues.pick("", object, chooser));
        }
    }

    private static JsonNode names(Chooser chooser, String field) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        return chooser.oneIn(3)
                ? OddValues.pick("", names, chooser)
                : names.add(field).add(OddValues.text(chooser));
    }

    private static JsonNode elements(JsonNode list, Chooser chooser) {
        ArrayNode order = JsonNodeFactory.instance.arrayNode();
        list.forEach(element -> order.insert(0, element.deepCopy()));
        return switch (chooser.below(3)) {
            case 0 -> order;
            case 1 -> order.add(OddValues.pick("", list, chooser));
            default -> OddValues.pick("", order, chooser);
        };
    }

    private static void own(ObjectNode object, Chooser chooser) {
        ObjectNode metadata =
                object.get("metadata") instanceof ObjectNode present
                        ? present
                        : object.putObject("metadata");
        ArrayNode owners =
                metadata.get("managedFields") instanceof ArrayNode present
                        ? present
                        : metadata.putArray("managedFields");
        ObjectNode owner =
                !owners.isEmpty() && owners.get(0) instanceof ObjectNode present
                        ? present
                        : owners.addObject();
        String apiVersion = object.path("apiVersion").asText("v1");
        owner.put("manager", "fuzz").put("operation", chooser.oneIn(2) ? "Apply" : "Update");
        owner.put("apiVersion", chooser.oneIn(5) ? OddValues.text(chooser) : apiVersion);
        owner.put("fieldsType", chooser.oneIn(9) ? "FieldsV2" : "FieldsV1");
        ObjectNode fields = owner.putObject("fieldsV1");
        if (chooser.oneIn(20)) {
            for (int i = 0; i < DEEP_OWNER; i++) {
                fields = fields.putObject("f:a");
            }
        }
        fields.putObject("f:spec").putObject(chooser.of(OWNED));
        fields.set(chooser.of(OWNED), OddValues.pick("", TextNode.valueOf("a"), chooser));
    }
}
