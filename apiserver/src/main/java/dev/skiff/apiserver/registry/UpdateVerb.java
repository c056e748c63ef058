package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;

/// `PUT` of an object, or of a subresource that has the object's form.
record UpdateVerb(WriteScope scope, Writing writing) implements Verb {
    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "UpdateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode object = writing.decoder().object(request, context);
        NameCheck.requireMatch(context, ObjectMeta.of(object));
        boolean creates =
                scope.subresource().isEmpty()
                        && context.strategy().allowsCreateOnUpdate()
                        && context.read().isEmpty();
        if (creates) {
            ObjectMeta.of(object).drop("resourceVersion");
            StoredObject created = writing.creation().create(context, object);
            return writing.answers().object(201, request, created, context.warnings().texts());
        }
        StoredObject updated =
                writing.modification()
                        .modify(
                                context,
                                scope,
                                writing.owners()
                                        .recording(
                                                context,
                                                scope,
                                                stored -> replaced(context, object, stored)));
        return writing.answers().object(200, request, updated, context.warnings().texts());
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
