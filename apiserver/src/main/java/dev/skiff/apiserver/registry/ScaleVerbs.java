package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.apply.ApplyResult;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.apply.FieldSet;
import dev.skiff.apiserver.apply.FieldWriter;
import dev.skiff.apiserver.apply.ScaleOwners;
import dev.skiff.apiserver.apply.VersionedKind;
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
    private final FieldManager fields;
    private final GetVerb objects;
    private final BodyDecoder decoder;
    private final Modification modification;
    private final OwnerRecorder owners;
    private final Answers answers;

    ScaleVerbs(SchemaCatalogue schemas, GetVerb objects, Writing writing) {
        this.shape = BodyShape.of(schemas, "autoscaling/v1", "Scale");
        this.fields = new FieldManager(new VersionedKind(shape.schema(), shape.apiVersion()));
        this.objects = objects;
        this.decoder = writing.decoder();
        this.modification = writing.modification();
        this.owners = writing.owners();
        this.answers = writing.answers();
    }

    ApiResponse get(ResourceRequest request) {
        return answers.scale(200, request, ScaleView.of(objects.read(request)), List.of());
    }

    ApiResponse update(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "UpdateOptions");
        WriteContext context = WriteContext.of(request, options);
        ObjectNode scale = decoder.body(request.http(), shape, context);
        NameCheck.requireMatch(context, ObjectMeta.of(scale));
        return change(request, context, live -> recorded(context, live, scale.deepCopy()));
    }

    ApiResponse patch(ResourceRequest request) {
        if (PatchVerb.isApply(request.http())) {
            return apply(request);
        }
        PatchVerb.Patch patch = PatchVerb.patch(request.http());
        WriteContext context = WriteContext.of(request, WriteOptions.ofPatch(request.http()));
        return change(
                request, context, live -> recorded(context, live, patched(context, patch, live)));
    }

    private ApiResponse apply(ResourceRequest request) {
        WriteContext context = WriteContext.of(request, WriteOptions.ofApply(request.http()));
        return change(request, context, live -> applied(request, context, live));
    }

    /// What a request makes of a Scale, which carries its owners.
    private interface ScaleChange {
        ObjectNode apply(ObjectNode live);
    }

    private ObjectNode recorded(WriteContext context, ObjectNode live, ObjectNode scale) {
        fields.update(live, scale, writer(context));
        return scale;
    }

    private ObjectNode applied(ResourceRequest request, WriteContext context, ObjectNode live) {
        ApplyConfiguration config = ApplyConfiguration.read(request.http());
        config.require(shape);
        ObjectNode scale =
                switch (config.apply(fields, live, writer(context))) {
                    case ApplyResult.Refused(var status) -> throw new ApiException(status);
                    case ApplyResult.Unchanged(var same) -> same;
                    case ApplyResult.Merged(var merged) ->
                            decoder.applied(merged, config.tree(), shape);
                };
        config.reportDuplicates(context);
        NameCheck.requireMatch(context, ObjectMeta.of(scale));
        return scale;
    }

    private FieldWriter writer(WriteContext context) {
        return owners.writer(context, SCOPE.subresource(), FieldSet.EMPTY);
    }

    private ObjectNode patched(WriteContext context, PatchVerb.Patch patch, ObjectNode live) {
        return switch (patch.apply(live, shape.schema())) {
            case PatchResult.Refused(var status) -> throw new ApiException(status);
            case PatchResult.Patched patched -> {
                ObjectNode scale = decoder.patched(patched, shape, context);
                NameCheck.requireMatch(context, ObjectMeta.of(scale));
                yield scale;
            }
        };
    }

    private ApiResponse change(ResourceRequest request, WriteContext context, ScaleChange change) {
        StoredObject updated =
                modification.modify(
                        context,
                        SCOPE,
                        stored -> scaled(change.apply(live(context, stored)), context, stored));
        return answers.scale(200, request, ScaleView.of(updated), context.warnings().texts());
    }

    private static ObjectNode live(WriteContext context, StoredObject stored) {
        ObjectNode scale = ScaleView.of(stored);
        ArrayNode shared = ScaleOwners.toScale(managedFields(stored.tree()), apiVersion(context));
        if (!shared.isEmpty()) {
            ObjectMeta.of(scale).node().set("managedFields", shared);
        }
        return scale;
    }

    private static JsonNode managedFields(ObjectNode object) {
        return Fields.at(object, "metadata", "managedFields");
    }

    private static String apiVersion(WriteContext context) {
        return context.resource().shape().apiVersion();
    }

    private ObjectNode scaled(ObjectNode scale, WriteContext context, StoredObject stored) {
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
        ObjectMeta changed = ObjectMeta.of(object);
        changed.set("resourceVersion", meta.text("resourceVersion"));
        ArrayNode known =
                ScaleOwners.toWorkload(
                        managedFields(object), managedFields(scale), apiVersion(context));
        changed.node().remove("managedFields");
        if (!known.isEmpty()) {
            changed.node().set("managedFields", known);
        }
        return object;
    }
}
