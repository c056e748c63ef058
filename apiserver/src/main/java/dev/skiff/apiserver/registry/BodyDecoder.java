package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonSyntax;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.SchemaDefaults;
import dev.skiff.api.schema.TypeSchema;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Reads the object in the body of a call: checked, pruned, with its defaults.
final class BodyDecoder {
    private static final int SHOWN_BYTES = 30;
    private static final String ACCEPTED =
            "application/json, application/yaml, application/vnd.kubernetes.protobuf";

    private final SchemaDefaults defaults = new SchemaDefaults();

    /// The object in the body, of the context's kind.
    ObjectNode object(ResourceRequest request, WriteContext context) {
        Kind kind = context.kind();
        byte[] json = json(request);
        return switch (ObjectDecoder.decode(context.resource().schema(), json)) {
            case DecodeResult.Unreadable(var message) -> throw unreadable(json, kind, message);
            case DecodeResult.Decoded decoded -> {
                requireKind(decoded.object(), kind);
                report(decoded, context, () -> cannotBeHandled(kind, decoded.strictError()));
                yield completed(decoded.object(), context);
            }
        };
    }

    /// A tree made from an object of the context's kind, such as a patched one, brought into form.
    ObjectNode tree(JsonNode tree, WriteContext context) {
        return switch (ObjectDecoder.decode(context.resource().schema(), tree)) {
            case DecodeResult.Unreadable(var message) -> throw ApiException.badRequest(message);
            case DecodeResult.Decoded decoded -> {
                report(decoded, context, () -> ApiException.badRequest(decoded.strictError()));
                yield completed(decoded.object(), context);
            }
        };
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

    private ObjectNode completed(ObjectNode object, WriteContext context) {
        Kind kind = context.kind();
        TypeSchema schema = context.resource().schema();
        object.put("kind", kind.name()).put("apiVersion", kind.groupVersion().apiVersion());
        defaults.apply(object, schema);
        context.strategy().applyDefaults(object);
        return object;
    }

    private static byte[] json(ResourceRequest request) {
        String contentType = request.http().headers().firstOrEmpty("Content-Type");
        return switch (MediaRange.parse(contentType).type()) {
            case "", "application/json" -> request.http().body();
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
    private static ApiException unreadable(byte[] json, Kind kind, String message) {
        Optional<String> problem = JsonSyntax.problem(json);
        if (problem.isPresent()) {
            return unrecognized(kind, "json parse error: " + problem.get(), json);
        }
        JsonNode tree = parsed(json);
        if (tree.isObject()) {
            requireKind(tree, kind);
            return cannotBeHandled(kind, message);
        }
        String type = tree.getNodeType().name().toLowerCase(Locale.ROOT);
        return unrecognized(
                kind,
                "json parse error: json: cannot unmarshal "
                        + (type.equals("boolean") ? "bool" : type)
                        + " into Go value of type struct { APIVersion string"
                        + " \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
                        + " \"json:\\\"kind,omitempty\\\"\" }",
                json);
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static ApiException unrecognized(Kind kind, String why, byte[] body) {
        String shown =
                HexFormat.of().formatHex(body, 0, Math.min(body.length, SHOWN_BYTES))
                        + (body.length > SHOWN_BYTES ? " ..." : "");
        return ApiException.badRequest(
                "the object provided is unrecognized (must be of type %s): couldn't get version/kind; %s (%s)"
                        .formatted(kind.name(), why, body.length == 0 ? "<empty>" : shown));
    }

    private static void requireKind(JsonNode head, Kind kind) {
        String apiVersion = head.path("apiVersion").asText();
        String expected = kind.groupVersion().apiVersion();
        if (!apiVersion.isEmpty() && !apiVersion.equals(expected)) {
            throw ApiException.badRequest(
                    "the API version in the data (%s) does not match the expected API version (%s)"
                            .formatted(apiVersion, expected));
        }
        String name = head.path("kind").asText();
        if (!name.isEmpty() && !name.equals(kind.name())) {
            throw ApiException.badRequest(
                    "%s in version \"%s\" cannot be handled as a %s: converting (%s) to (%s): unknown conversion"
                            .formatted(
                                    name,
                                    kind.groupVersion().version(),
                                    kind.name(),
                                    name,
                                    kind.name()));
        }
    }

    private static ApiException cannotBeHandled(Kind kind, String why) {
        return ApiException.badRequest(
                "%s in version \"%s\" cannot be handled as a %s: %s"
                        .formatted(kind.name(), kind.groupVersion().version(), kind.name(), why));
    }
}
