package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.apply.ApplyResult;
import java.util.Optional;

/// `PATCH` by server-side apply, of an object or of a subresource that has the object's form. Only
/// the object itself is created where it is missing.
record ApplyVerb(WriteScope scope, Writing writing) implements Verb {
    private static final int ATTEMPTS = 5;

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.ofApply(request.http());
        WriteContext context = WriteContext.of(request, options);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<StoredObject> changed = changed(request, context);
            if (changed.isPresent()) {
                return writing.answers()
                        .object(200, request, changed.get(), context.warnings().texts());
            }
            Optional<StoredObject> created = created(request, context);
            if (created.isPresent()) {
                return writing.answers()
                        .object(201, request, created.get(), context.warnings().texts());
            }
        }
        throw ApiException.modified(context.kind(), context.name());
    }

    /// Empty when there is nothing to change.
    private Optional<StoredObject> changed(ResourceRequest request, WriteContext context) {
        return writing.modification()
                .modifyPresent(
                        context,
                        scope,
                        stored -> {
                            ObjectNode object = applied(request, context, stored.tree());
                            NameCheck.requireMatch(context, ObjectMeta.of(object));
                            return object;
                        });
    }

    /// Empty when somebody else created it meanwhile.
    private Optional<StoredObject> created(ResourceRequest request, WriteContext context) {
        if (!scope.subresource().isEmpty()) {
            throw ApiException.notFound(context.kind(), context.name());
        }
        ObjectNode nothing = context.resource().owners().nothing();
        ObjectNode object = applied(request, context, nothing);
        ObjectMeta meta = ObjectMeta.of(object);
        if (!meta.uid().isEmpty()) {
            throw ApiException.conflict(
                    context.kind(),
                    context.name(),
                    "uid mismatch: the provided object specified uid %s, and no existing object was found"
                            .formatted(meta.uid()));
        }
        NameCheck.requireMatch(context, meta);
        meta.drop("resourceVersion");
        return writing.creation().createOwned(context, object);
    }

    private ObjectNode applied(ResourceRequest request, WriteContext context, ObjectNode live) {
        ApplyConfiguration config = ApplyConfiguration.read(request.http());
        config.require(context.resource().shape());
        ObjectNode object =
                switch (writing.owners().apply(context, scope, live, config)) {
                    case ApplyResult.Refused(var status) -> throw new ApiException(status);
                    case ApplyResult.Unchanged(var same) -> same;
                    case ApplyResult.Merged(var merged) ->
                            writing.decoder().applied(merged, config.tree(), context);
                };
        config.reportDuplicates(context);
        return object;
    }
}
