package dev.skiff.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// RFC 6902 as Kubernetes has it: `replace` also adds a missing key of a map, negative positions
/// count from the end of a list, and what stands before the first slash of a path is ignored.
///
/// Not zjsonpatch: it differs in all three.
public final class JsonPatch {
    private static final int MOST_OPERATIONS = 10_000;
    private static final int MOST_COPIED_BYTES = 3 * 1024 * 1024;
    private static final Set<String> MEMBERS = Set.of("op", "path", "from", "value");

    private long copiedBytes;

    private JsonPatch() {}

    public static PatchResult apply(JsonNode document, byte[] patch) {
        try {
            return switch (JsonText.read(patch)) {
                case JsonText.Unreadable(var message) -> throw undecodable(message);
                case JsonText.Read(var tree, var problems) ->
                        new JsonPatch().apply(document.deepCopy(), operations(tree), problems);
            };
        } catch (PatchRefusal refusal) {
            return refusal.result();
        }
    }

    private PatchResult apply(
            JsonNode document, List<ObjectNode> operations, List<String> duplicates)
            throws PatchRefusal {
        List<String> problems = new ArrayList<>();
        duplicates.forEach(duplicate -> problems.add("json patch " + duplicate));
        JsonNode patched = document;
        for (int i = 0; i < operations.size(); i++) {
            ObjectNode operation = operations.get(i);
            patched = apply(patched, operation);
            addUnknownMembers(operation, i, problems);
        }
        return new PatchResult.Patched(patched, problems);
    }

    private static void addUnknownMembers(ObjectNode operation, int i, List<String> problems) {
        operation
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!MEMBERS.contains(name)) {
                                String path = "[" + i + "]." + name;
                                problems.add("json patch unknown field " + GoText.quote(path));
                            }
                        });
    }

    private static List<ObjectNode> operations(JsonNode tree) throws PatchRefusal {
        if (!(tree instanceof ArrayNode list)) {
            throw undecodable(JsonText.wrongType(tree, "[]handlers.jsonPatchOp"));
        }
        if (list.size() > MOST_OPERATIONS) {
            throw PatchRefusal.tooLarge(
                    "The allowed maximum operations in a JSON patch is %d, got %d"
                            .formatted(MOST_OPERATIONS, list.size()));
        }
        List<ObjectNode> operations = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            if (!(element instanceof ObjectNode operation)) {
                throw undecodable(JsonText.wrongType(element, "handlers.jsonPatchOp"));
            }
            operations.add(operation);
        }
        return operations;
    }

    private static PatchRefusal undecodable(String message) {
        return PatchRefusal.malformed("error decoding patch: " + message);
    }

    private JsonNode apply(JsonNode document, ObjectNode operation) throws PatchRefusal {
        JsonNode path = operation.path("path");
        if (!path.isTextual()) {
            throw PatchRefusal.inapplicable();
        }
        JsonNode value = operation.has("value") ? operation.get("value") : NullNode.instance;
        String op = operation.path("op").asText();
        if (op.equals("replace") && path.asText().isEmpty()) {
            return value;
        }
        JsonPlace place = JsonPlace.find(document, path.asText());
        switch (op) {
            case "add" -> place.add(value);
            case "replace" -> place.replace(value);
            case "remove" -> place.remove();
            case "test" -> test(place, value);
            case "copy" -> place.add(copy(JsonPlace.find(document, from(operation)).get()));
            case "move" -> move(document, from(operation), path.asText());
            default -> throw PatchRefusal.inapplicable();
        }
        return document;
    }

    /// Of a missing key of a map the copy is null. Copies may not blow up the document: neither in
    /// size nor, by repetition, in depth.
    private JsonNode copy(JsonNode value) throws PatchRefusal {
        if (value.isMissingNode()) {
            return NullNode.instance;
        }
        try {
            copiedBytes += Json.write(value).length;
        } catch (UncheckedIOException e) {
            throw PatchRefusal.inapplicable();
        }
        if (copiedBytes > MOST_COPIED_BYTES) {
            throw PatchRefusal.inapplicable();
        }
        return value.deepCopy();
    }

    private static String from(ObjectNode operation) throws PatchRefusal {
        if (!operation.path("from").isTextual()) {
            throw PatchRefusal.inapplicable();
        }
        return operation.path("from").asText();
    }

    private static void move(JsonNode document, String from, String to) throws PatchRefusal {
        JsonPlace source = JsonPlace.find(document, from);
        JsonNode moved = source.get();
        source.remove();
        JsonPlace.find(document, to).add(moved);
    }

    private static void test(JsonPlace place, JsonNode expected) throws PatchRefusal {
        JsonNode actual = place.get();
        boolean isSame = actual.isMissingNode() ? expected.isNull() : actual.equals(expected);
        if (!isSame) {
            throw PatchRefusal.inapplicable();
        }
    }
}
