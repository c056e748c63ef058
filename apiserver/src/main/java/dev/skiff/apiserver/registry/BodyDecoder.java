package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaDefaults;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads the object in the body of a call: checked, pruned, with its defaults.
final class BodyDecoder {
    private static final int SHOWN_BYTES = 30;
    private static final String ACCEPTED =
            "application/json, application/yaml, application/vnd.kubernetes.protobuf";

    /// How upstream names what it reads first of any object.
    private static final String HEAD =
            "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
                    + " \"json:\\\"kind,omitempty\\\"\" }";

    private final SchemaDefaults defaults = new SchemaDefaults();

    /// The object in the body, of the context's kind, with the defaults of the kind.
    ObjectNode object(ResourceRequest request, WriteContext context) {
        ObjectNode object = body(request.http(), context.resource().shape(), context);
        context.strategy().applyDefaults(object);
        return object;
    }

    /// What the body holds, which must be of that shape.
    ObjectNode body(ApiRequest request, BodyShape shape, WriteContext context) {
        byte[] json = json(request);
        return switch (ObjectDecoder.decode(shape.schema(), json)) {
            case DecodeResult.Unreadable(var message) -> throw unreadable(json, shape, message);
            case DecodeResult.Decoded decoded -> {
                requireKind(decoded.object(), shape);
                report(decoded, context, () -> cannotBeHandled(shape, decoded.strictError()));
                yield completed(decoded.object(), shape);
            }
        };
    }

    /// What a patch made of an object of the context's kind, with the defaults of the kind.
    ///
    /// @param problems what is wrong with the patch itself, by strict standards
    ObjectNode patched(JsonNode tree, List<String> problems, WriteContext context) {
        ObjectNode object = patched(tree, problems, context.resource().shape(), context);
        context.strategy().applyDefaults(object);
        return object;
    }

    /// What a patch made of something of that shape.
    ObjectNode patched(
            JsonNode tree, List<String> problems, BodyShape shape, WriteContext context) {
        boolean isOfKind =
                tree.path("kind").asText(shape.kindName()).equals(shape.kindName())
                        && tree.path("apiVersion")
                                .asText(shape.apiVersion())
                                .equals(shape.apiVersion());
        if (tree.isObject() && !isOfKind) {
            throw badPatch(tree, notRegistered(tree));
        }
        return switch (ObjectDecoder.decode(shape.schema(), tree)) {
            case DecodeResult.Unreadable(var message) -> throw badPatch(tree, message);
            case DecodeResult.Decoded decoded -> {
                List<String> all = new ArrayList<>(problems);
                all.addAll(decoded.problems());
                var whole = new DecodeResult.Decoded(decoded.object(), all);
                report(whole, context, () -> badPatch(tree, whole.strictError()));
                yield completed(decoded.object(), shape);
            }
        };
    }

    private static String notRegistered(JsonNode tree) {
        return "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
                .formatted(tree.path("kind").asText(), tree.path("apiVersion").asText());
    }

    private static ApiException badPatch(JsonNode tree, String why) {
        FieldPath field = FieldPath.of("patch");
        return FieldError.invalid(
                "", "", "", List.of(FieldError.invalid(field, tree.toString(), why)));
    }

    private interface Refusal {
        ApiException exception();
    }

    private static void report(
            DecodeResult.Decoded decoded, WriteContext context, Refusal refusal) {
        if (decoded.problems().isEmpty()) {
            return;
        }
        switch (context.options().fieldValidation()) {
            case STRICT -> throw refusal.exception();
            case WARN -> context.warnings().addAll(decoded.problems());
            case IGNORE -> {}
        }
    }

    private ObjectNode completed(ObjectNode object, BodyShape shape) {
        object.put("kind", shape.kindName()).put("apiVersion", shape.apiVersion());
        defaults.apply(object, shape.schema());
        return object;
    }

    private static byte[] json(ApiRequest request) {
        String contentType = request.headers().firstOrEmpty("Content-Type");
        return switch (MediaRange.parse(contentType).type()) {
            case "", "application/json" -> request.body();
            default ->
                    throw new ApiException(
                            Status.failure(
                                    415,
                                    "UnsupportedMediaType",
                                    "the body of the request was in an unknown format - accepted"
                                            + " media types include: "
                                            + ACCEPTED));
        };
    }

    /// Why a body could not be decoded: it is no JSON, no object, of another kind, or ill-typed.
    private static ApiException unreadable(byte[] json, BodyShape shape, String message) {
        return switch (JsonText.read(json)) {
            case JsonText.Unreadable(var problem) ->
                    unrecognized(shape, "json parse error: " + problem, json);
            case JsonText.Read(ObjectNode tree, var _) -> {
                requireKind(tree, shape);
                yield cannotBeHandled(shape, message);
            }
            case JsonText.Read(var tree, var _) ->
                    unrecognized(
                            shape, "json parse error: " + JsonText.wrongType(tree, HEAD), json);
        };
    }

    private static ApiException unrecognized(BodyShape shape, String why, byte[] body) {
        String shown =
                HexFormat.of().formatHex(body, 0, Math.min(body.length, SHOWN_BYTES))
                        + (body.length > SHOWN_BYTES ? " ..." : "");
        return ApiException.badRequest(
                "the object provided is unrecognized (must be of type %s): couldn't get version/kind; %s (%s)"
                        .formatted(shape.kindName(), why, body.length == 0 ? "<empty>" : shown));
    }

    private static void requireKind(JsonNode head, BodyShape shape) {
        String apiVersion = head.path("apiVersion").asText();
        String name = head.path("kind").asText();
        if (!name.isEmpty() && !name.equals(shape.kindName())) {
            String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
            throw ApiException.badRequest(
                    "%s in version \"%s\" cannot be handled as a %s: converting (%s.%s) to (%s): unknown conversion"
                            .formatted(
                                    name,
                                    version,
                                    shape.kindName(),
                                    version,
                                    name,
                                    internalName(shape)));
        }
        if (!apiVersion.isEmpty() && !apiVersion.equals(shape.apiVersion())) {
            throw ApiException.badRequest(
                    "the API version in the data (%s) does not match the expected API version (%s)"
                            .formatted(apiVersion, shape.apiVersion()));
        }
    }

    /// How upstream names what it would have converted the object to: `core.Pod`.
    private static String internalName(BodyShape shape) {
        String group = shape.groupVersion().group();
        int dot = group.indexOf('.');
        String first = dot < 0 ? group : group.substring(0, dot);
        return (first.isEmpty() ? "core" : first) + "." + shape.kindName();
    }

    private static ApiException cannotBeHandled(BodyShape shape, String why) {
        return ApiException.badRequest(
                "%s in version \"%s\" cannot be handled as a %s: %s"
                        .formatted(
                                shape.kindName(),
                                shape.groupVersion().version(),
                                shape.kindName(),
                                why));
    }
}
