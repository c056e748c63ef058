package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import java.io.IOException;
import java.util.Map;

/// `PATCH` of an object, or of a subresource that has the object's form.
final class PatchVerb implements Verb {
    private final WriteScope scope;
    private final BodyDecoder decoder;
    private final Modification modification;
    private final Answers answers;

    PatchVerb(WriteScope scope, BodyDecoder decoder, Modification modification, Answers answers) {
        this.scope = scope;
        this.decoder = decoder;
        this.modification = modification;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "PatchOptions");
        WriteContext context = WriteContext.of(request, options);
        JsonNode patch = patch(request);
        StoredObject updated =
                modification.modify(context, scope, stored -> patched(context, patch, stored));
        return answers.object(200, request, updated, context.warnings().texts());
    }

    private ObjectNode patched(WriteContext context, JsonNode patch, StoredObject stored) {
        ObjectNode tree = stored.tree().deepCopy();
        merge(tree, patch);
        ObjectNode object = decoder.tree(tree, context);
        NameCheck.requireMatch(context, ObjectMeta.of(object));
        return object;
    }

    private static JsonNode patch(ResourceRequest request) {
        String type =
                MediaRange.parse(request.http().headers().firstOrEmpty("Content-Type")).type();
        if (!type.equals("application/merge-patch+json")
                && !type.equals("application/strategic-merge-patch+json")) {
            throw new ApiException(
                    Status.failure(
                            415,
                            "UnsupportedMediaType",
                            "the body of the request was in an unknown format - accepted media"
                                    + " types include: application/merge-patch+json"));
        }
        try {
            return Json.mapper().readTree(request.http().body());
        } catch (IOException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject()) {
                JsonNode there = target.get(field.getKey());
                ObjectNode inner =
                        there instanceof ObjectNode known
                                ? known
                                : target.putObject(field.getKey());
                merge(inner, value);
            } else {
                target.set(field.getKey(), value);
            }
        }
    }
}
