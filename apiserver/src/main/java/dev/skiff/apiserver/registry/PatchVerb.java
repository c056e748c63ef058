package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.patch.JsonPatch;
import dev.skiff.api.patch.MergePatch;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.patch.StrategicMergePatch;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.TypeSchema;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;

/// `PATCH` of an object, or of a subresource that has the object's form.
final class PatchVerb implements Verb {
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";

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
        Patch patch = patch(request.http());
        WriteOptions options = WriteOptions.of(request.http(), "PatchOptions");
        WriteContext context = WriteContext.of(request, options);
        StoredObject updated =
                modification.modify(context, scope, stored -> patched(context, patch, stored));
        return answers.object(200, request, updated, context.warnings().texts());
    }

    /// A patch in the caller's words, to be applied as often as it takes.
    interface Patch {
        PatchResult apply(ObjectNode object, TypeSchema type);
    }

    static Patch patch(ApiRequest request) {
        byte[] body = request.body();
        String type = MediaRange.parse(request.headers().firstOrEmpty("Content-Type")).type();
        return switch (type) {
            case JSON_PATCH -> (object, _) -> JsonPatch.apply(object, body);
            case MERGE_PATCH -> (object, _) -> MergePatch.apply(object, body);
            case STRATEGIC_PATCH ->
                    (object, schema) -> StrategicMergePatch.apply(object, body, schema);
            case APPLY_PATCH ->
                    throw unsupported("server-side apply is not served by this version");
            default ->
                    throw unsupported(
                            "the body of the request was in an unknown format - accepted media"
                                    + " types include: "
                                    + String.join(", ", JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH));
        };
    }

    private ObjectNode patched(WriteContext context, Patch patch, StoredObject stored) {
        return switch (patch.apply(stored.tree(), context.resource().shape().schema())) {
            case PatchResult.Refused(var status) -> throw new ApiException(status);
            case PatchResult.Patched(var document, var problems) -> {
                ObjectNode object = decoder.patched(document, problems, context);
                NameCheck.requireMatch(context, ObjectMeta.of(object));
                yield object;
            }
        };
    }

    private static ApiException unsupported(String message) {
        return new ApiException(Status.failure(415, "UnsupportedMediaType", message));
    }
}
