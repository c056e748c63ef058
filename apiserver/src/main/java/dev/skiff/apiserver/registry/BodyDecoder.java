package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.codec.Yaml;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.SchemaDefaults;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.apply.FieldManager;
import java.util.ArrayList;
import java.util.List;

/// Reads the object in the body of a call, in JSON, YAML or protobuf: checked, pruned, with its
/// defaults. Thread-safe.
final class BodyDecoder {
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final SchemaDefaults defaults = new SchemaDefaults();
    private final ProtobufBody protobuf;

    BodyDecoder(SchemaCatalogue schemas) {
        this.protobuf = new ProtobufBody(schemas);
    }

    /// The object in the body, of the context's kind, with the defaults of the kind.
    ObjectNode object(ResourceRequest request, WriteContext context) {
        ObjectNode object = body(request.http(), context.resource().shape(), context);
        context.strategy().applyDefaults(object);
        return object;
    }

    /// What the body holds, which must be of that shape.
    ObjectNode body(ApiRequest request, BodyShape shape, WriteContext context) {
        String contentType = request.headers().firstOrEmpty("Content-Type");
        byte[] body = request.body();
        return switch (MediaRange.parse(contentType).type()) {
            case "", JSON -> json(body, shape, context);
            case YAML -> yaml(body, shape, context);
            case ProtobufBody.MEDIA_TYPE -> protobuf(body, shape);
            default ->
                    throw new ApiException(
                            Status.failure(
                                    415,
                                    "UnsupportedMediaType",
                                    "the body of the request was in an unknown format - accepted"
                                            + " media types include: "
                                            + String.join(
                                                    ", ", JSON, YAML, ProtobufBody.MEDIA_TYPE)));
        };
    }

    /// What a patch made of an object of the context's kind, with the defaults of the kind.
    ObjectNode patched(PatchResult.Patched patched, WriteContext context) {
        ObjectNode object = patched(patched, context.resource().shape(), context);
        context.strategy().applyDefaults(object);
        return object;
    }

    /// What a patch made of something of that shape.
    ObjectNode patched(PatchResult.Patched patched, BodyShape shape, WriteContext context) {
        JsonNode tree = patched.document();
        if (tree.isObject() && !shape.isOf(tree)) {
            throw BodyErrors.badPatch(patched, BodyErrors.notRegistered(tree));
        }
        DecodeResult result =
                patched.merged().isPresent()
                        ? ObjectDecoder.convert(shape.schema(), tree)
                        : ObjectDecoder.decode(shape.schema(), tree);
        return switch (result) {
            case DecodeResult.Unreadable(var message) ->
                    throw BodyErrors.badPatch(patched, message);
            case DecodeResult.Decoded(var object, var found) -> {
                report(
                        joined(patched.problems(), found),
                        context,
                        strict -> BodyErrors.badPatch(patched, strict));
                yield completed(object, shape);
            }
        };
    }

    /// What applying a configuration made of an object of the context's kind, with the defaults of
    /// the kind.
    ObjectNode applied(ObjectNode merged, ObjectNode config, WriteContext context) {
        ObjectNode object = applied(merged, config, context.resource().shape());
        context.strategy().applyDefaults(object);
        return object;
    }

    /// What applying a configuration made of something of that shape.
    ObjectNode applied(ObjectNode merged, ObjectNode config, BodyShape shape) {
        return switch (ObjectDecoder.decode(shape.schema(), merged)) {
            case DecodeResult.Unreadable(var message) ->
                    throw new ApiException(
                            Status.failure(
                                    500,
                                    "",
                                    "failed to convert new object (%s) to proper version: %s"
                                            .formatted(FieldManager.shown(config), message)));
            case DecodeResult.Decoded(var object, var _) -> completed(object, shape);
        };
    }

    private ObjectNode json(byte[] body, BodyShape shape, WriteContext context) {
        if (body.length == 0) {
            throw BodyErrors.noJson(shape, "unexpected end of JSON input", body);
        }
        return switch (ObjectDecoder.decode(shape.schema(), body)) {
            case DecodeResult.Unreadable(var message) -> throw unreadableJson(body, shape, message);
            case DecodeResult.Decoded(var object, var problems) -> {
                BodyErrors.requireKind(object, shape);
                report(problems, context, why -> BodyErrors.cannotBeHandled(shape, why));
                yield completed(object, shape);
            }
        };
    }

    /// Why JSON could not be decoded: it is none, no object, of another kind, or ill-typed.
    private static ApiException unreadableJson(byte[] body, BodyShape shape, String message) {
        return switch (JsonText.read(body)) {
            case JsonText.Unreadable(var problem) -> BodyErrors.noJson(shape, problem, body);
            case JsonText.Read(ObjectNode tree, var _) ->
                    BodyErrors.wrongKindOr(tree, shape, message);
            case JsonText.Read(var tree, var _) ->
                    BodyErrors.noJson(
                            shape, JsonText.wrongType(tree, BodyErrors.OBJECT_HEAD), body);
        };
    }

    private ObjectNode yaml(byte[] body, BodyShape shape, WriteContext context) {
        return switch (Yaml.read(body)) {
            case Yaml.Unreadable(var message) ->
                    throw BodyErrors.unrecognized(shape, message, body);
            case Yaml.Read yaml -> {
                DecodeResult.Decoded decoded = tree(yaml.tree(), shape);
                report(
                        joined(yaml.problems(), decoded.problems()),
                        context,
                        why -> BodyErrors.cannotBeHandled(shape, why));
                yield completed(decoded.object(), shape);
            }
        };
    }

    /// Protobuf has no unknown fields that anybody could have meant.
    private ObjectNode protobuf(byte[] body, BodyShape shape) {
        return switch (protobuf.read(body, shape.groupVersion(), shape.kindName())) {
            case ProtobufBody.Unreadable(var message) ->
                    throw BodyErrors.unrecognized(shape, message, body);
            case ProtobufBody.Read(var tree) -> completed(tree(tree, shape).object(), shape);
        };
    }

    private static DecodeResult.Decoded tree(JsonNode tree, BodyShape shape) {
        return switch (ObjectDecoder.decode(shape.schema(), tree)) {
            case DecodeResult.Unreadable(var message) ->
                    throw BodyErrors.wrongKindOr(tree, shape, message);
            case DecodeResult.Decoded decoded -> {
                BodyErrors.requireKind(decoded.object(), shape);
                yield decoded;
            }
        };
    }

    private interface Refusal {
        ApiException of(String strictError);
    }

    private static void report(List<String> problems, WriteContext context, Refusal refusal) {
        if (problems.isEmpty()) {
            return;
        }
        switch (context.options().fieldValidation()) {
            case STRICT ->
                    throw refusal.of("strict decoding error: " + String.join(", ", problems));
            case WARN -> context.warnings().addAll(problems);
            case IGNORE -> {}
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private ObjectNode completed(ObjectNode object, BodyShape shape) {
        object.put("kind", shape.kindName()).put("apiVersion", shape.apiVersion());
        defaults.apply(object, shape.schema());
        return object;
    }
}
