package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.Status;

/// `DELETE` of one object.
final class DeleteVerb implements Verb {
    private final DeleteOptionsReader optionsReader;
    private final Deletion deletion;
    private final Answers answers;

    DeleteVerb(DeleteOptionsReader optionsReader, Deletion deletion, Answers answers) {
        this.optionsReader = optionsReader;
        this.deletion = deletion;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        DeleteOptions options = optionsReader.read(request.http());
        WriteContext context =
                WriteContext.of(request, WriteOptions.own().asDryRun(options.isDryRun()));
        if (options.propagation() == Propagation.UNSET) {
            context.warnings().addAll(context.strategy().orphaningWarnings());
        }
        return switch (deletion.delete(context, options)) {
            case Deletion.Result.Lingers(var object) ->
                    answers.object(
                            options.answersAccepted() ? 202 : 200,
                            request,
                            object,
                            context.warnings().texts());
            case Deletion.Result.Gone(var last) ->
                    context.strategy().answersDeletedObject()
                            ? answers.object(200, request, last, context.warnings().texts())
                            : Answers.status(success(context, last), context.warnings().texts());
        };
    }

    private static Status success(WriteContext context, StoredObject last) {
        Kind kind = context.kind();
        return Status.success(200)
                .about(kind.group(), kind.plural(), context.name())
                .withUid(ObjectMeta.of(last.tree()).uid());
    }
}
