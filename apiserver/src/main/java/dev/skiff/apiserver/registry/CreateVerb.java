package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;

/// `POST` to a collection.
final class CreateVerb implements Verb {
    private final BodyDecoder decoder;
    private final Creation creation;
    private final Answers answers;

    CreateVerb(Writing writing) {
        this.decoder = writing.decoder();
        this.creation = writing.creation();
        this.answers = writing.answers();
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "CreateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode object = decoder.object(request, context);
        StoredObject created = creation.create(context, object);
        return answers.object(201, request, created, context.warnings().texts());
    }
}
