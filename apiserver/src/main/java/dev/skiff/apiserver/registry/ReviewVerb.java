package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.review.Review;

/// `POST` of a question, which is answered and not stored.
final class ReviewVerb implements Verb {
    private final Review review;
    private final BodyDecoder decoder;
    private final OwnerRecorder owners;
    private final Answers answers;

    ReviewVerb(Review review, Registry.World world, BodyDecoder decoder) {
        this.review = review;
        this.decoder = decoder;
        this.owners = new OwnerRecorder(world.clock());
        this.answers = new Answers(world.clock(), world.schemas());
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "CreateOptions");
        WriteContext context = WriteContext.of(request, options);
        BodyShape shape = context.resource().shape();
        ObjectNode asked = decoder.body(request.http(), shape, context);
        NameCheck.requireNamespace(context, ObjectMeta.of(asked));
        owners.recordRequest(context, "", shape, asked);
        ObjectNode answer = review.answer(asked, request.user());
        return answers.object(
                201, request, StoredObject.ofWire(answer), context.warnings().texts());
    }
}
