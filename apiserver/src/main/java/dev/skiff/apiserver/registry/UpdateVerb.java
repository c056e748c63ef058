package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;

/// `PUT` of an object, or of a subresource that has the object's form.
final class UpdateVerb implements Verb {
    private final WriteScope scope;
    private final BodyDecoder decoder;
    private final Creation creation;
    private final Modification modification;
    private final OwnerRecorder owners;
    private final Answers answers;

    UpdateVerb(WriteScope scope, Writing writing) {
        this.scope = scope;
        this.decoder = writing.decoder();
        this.creation = writing.creation();
        this.modification = writing.modification();
        this.owners = writing.owners();
        this.answers = writing.answers();
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "UpdateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode object = decoder.object(request, context);
        NameCheck.requireMatch(context, ObjectMeta.of(object));
        boolean creates =
                scope.subresource().isEmpty()
                        && context.strategy().allowsCreateOnUpdate()
                        && context.read().isEmpty();
        if (creates) {
            ObjectMeta.of(object).drop("resourceVersion");
            StoredObject created = creation.create(context, object);
            return answers.object(201, request, created, context.warnings().texts());
        }
        StoredObject updated =
                modification.modify(
                        context,
                        scope,
                        owners.recording(
                                context, scope, stored -> replaced(context, object, stored)));
        return answers.object(200, request, updated, context.warnings().texts());
    }

    private static ObjectNode replaced(
            WriteContext context, ObjectNode object, StoredObject stored) {
        String uid = ObjectMeta.of(object).uid();
        String storedUid = ObjectMeta.of(stored.tree()).uid();
        if (!uid.isEmpty() && !uid.equals(storedUid)) {
            throw ApiException.conflict(
                    context.kind(),
                    context.name(),
                    "StorageError: invalid object, Code: 4, Key: %s, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(
                                    context.kind().storageKey(context.namespace(), context.name()),
                                    uid,
                                    storedUid));
        }
        return object.deepCopy();
    }
}
