package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.List;

/// `GET`, `PUT` and `PATCH` of `scale`, on any kind that has it.
final class ScaleVerbs {
    private static final WriteScope SCOPE =
            new WriteScope() {
                @Override
                public String subresource() {
                    return "scale";
                }

                @Override
                public void confine(WriteContext context, ObjectNode updated, ObjectNode stored) {
                    MAIN.confine(context, updated, stored);
                }

                @Override
                public List<FieldError> validate(
                        WriteContext context, ObjectNode updated, ObjectNode stored) {
                    return MAIN.validate(context, updated, stored);
                }
            };

    private final BodyShape shape;
    private final GetVerb objects;
    private final BodyDecoder decoder;
    private final Modification modification;
    private final Answers answers;

    ScaleVerbs(
            SchemaCatalogue schemas,
            GetVerb objects,
            BodyDecoder decoder,
            Modification modification,
            Answers answers) {
        this.shape = BodyShape.of(schemas, "autoscaling/v1", "Scale");
        this.objects = objects;
        this.decoder = decoder;
        this.modification = modification;
        this.answers = answers;
    }

    ApiResponse get(ResourceRequest request) {
        return answers.scale(200, request, ScaleView.of(objects.read(request)), List.of());
    }

    ApiResponse update(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "UpdateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode scale = decoder.body(request.http(), shape, context);
        NameCheck.requireMatch(context, ObjectMeta.of(scale));
        return change(request, context, stored -> scaled(scale, stored));
    }

    ApiResponse patch(ResourceRequest request) {
        PatchVerb.Patch patch = PatchVerb.patch(request.http());
        WriteOptions options = WriteOptions.of(request.http(), "PatchOptions");
        WriteContext context = WriteContext.of(request, options);
        return change(request, context, stored -> scaled(patched(context, patch, stored), stored));
    }

    private ObjectNode patched(WriteContext context, PatchVerb.Patch patch, StoredObject stored) {
        return switch (patch.apply(ScaleView.of(stored), shape.schema())) {
            case PatchResult.Refused(var status) -> throw new ApiException(status);
            case PatchResult.Patched(var document, var problems) -> {
                ObjectNode scale = decoder.patched(document, problems, shape, context);
                NameCheck.requireMatch(context, ObjectMeta.of(scale));
                yield scale;
            }
        };
    }

    private ApiResponse change(ResourceRequest request, WriteContext context, Change change) {
        StoredObject updated = modification.modify(context, SCOPE, change);
        return answers.scale(200, request, ScaleView.of(updated), context.warnings().texts());
    }

    private ObjectNode scaled(ObjectNode scale, StoredObject stored) {
        ObjectMeta meta = ObjectMeta.of(scale);
        int replicas = scale.at("/spec/replicas").asInt();
        if (replicas < 0) {
            throw FieldError.invalid(
                    shape.groupVersion().group(),
                    shape.kindName(),
                    meta.name(),
                    List.of(
                            FieldError.invalid(
                                    FieldPath.of("spec", "replicas"),
                                    replicas,
                                    "must be greater than or equal to 0")));
        }
        ObjectNode object = stored.tree().deepCopy();
        object.withObjectProperty("spec").put("replicas", replicas);
        ObjectMeta.of(object).set("resourceVersion", meta.text("resourceVersion"));
        return object;
    }
}
