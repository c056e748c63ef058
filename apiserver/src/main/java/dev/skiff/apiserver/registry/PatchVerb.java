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
    private final OwnerRecorder owners;
    private final ApplyVerb apply;
    private final Answers answers;

    PatchVerb(WriteScope scope, Writing writing) {
        this.scope = scope;
        this.decoder = writing.decoder();
        this.modification = writing.modification();
        this.owners = writing.owners();
        this.apply = new ApplyVerb(scope, writing);
        this.answers = writing.answers();
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        if (isApply(request.http())) {
            return apply.answer(request);
        }
        Patch patch = patch(request.http());
        WriteOptions options = WriteOptions.ofPatch(request.http());
        WriteContext context = WriteContext.of(request, options);
        StoredObject updated =
                modification.modify(
                        context,
                        scope,
                        owners.recording(
                                context, scope, stored -> patched(context, patch, stored)));
        return answers.object(200, request, updated, context.warnings().texts());
    }

    /// A patch in the caller's words, to be applied as often as it takes.
    interface Patch {
        PatchResult apply(ObjectNode object, TypeSchema type);
    }

    static boolean isApply(ApiRequest request) {
        return type(request).equals(APPLY_PATCH);
    }

    private static String type(ApiRequest request) {
        return MediaRange.parse(request.headers().firstOrEmpty("Content-Type")).type();
    }

    static Patch patch(ApiRequest request) {
        byte[] body = request.body();
        return switch (type(request)) {
            case JSON_PATCH -> (object, _) -> JsonPatch.apply(object, body);
            case MERGE_PATCH -> (object, _) -> MergePatch.apply(object, body);
            case STRATEGIC_PATCH ->
                    (object, schema) -> StrategicMergePatch.apply(object, body, schema);
            default ->
                    throw unsupported(
                            "the body of the request was in an unknown format - accepted media"
                                    + " types include: "
                                    + String.join(
                                            ", ",
                                            JSON_PATCH,
                                            MERGE_PATCH,
                                            STRATEGIC_PATCH,
                                            APPLY_PATCH));
        };
    }

    private ObjectNode patched(WriteContext context, Patch patch, StoredObject stored) {
        return switch (patch.apply(stored.tree(), context.resource().shape().schema())) {
            case PatchResult.Refused(var status) -> throw new ApiException(status);
            case PatchResult.Patched patchedDocument -> {
                ObjectNode object = decoder.patched(patchedDocument, context);
                NameCheck.requireMatch(context, ObjectMeta.of(object));
                yield object;
            }
        };
    }

    private static ApiException unsupported(String message) {
        return new ApiException(Status.failure(415, "UnsupportedMediaType", message));
    }
}
