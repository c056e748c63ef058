package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;

/// Reads from the body of a call, in JSON or protobuf, or else from its query, how something is to
/// be deleted. Thread-safe.
final class DeleteOptionsReader {
    private static final String KIND = "DeleteOptions";

    private final ProtobufBody protobuf;

    DeleteOptionsReader(SchemaCatalogue schemas) {
        this.protobuf = new ProtobufBody(schemas);
    }

    DeleteOptions read(ApiRequest request) {
        if (request.body().length == 0) {
            return DeleteOptions.of(fromQuery(request.query()));
        }
        String type = MediaRange.parse(request.headers().firstOrEmpty("Content-Type")).type();
        return DeleteOptions.of(
                type.equals(ProtobufBody.MEDIA_TYPE)
                        ? fromProtobuf(request.body())
                        : fromJson(request.body()));
    }

    private ObjectNode fromProtobuf(byte[] body) {
        return switch (protobuf.readOptions(body, KIND)) {
            case ProtobufBody.Read(var options) -> {
                requireKind(options);
                yield options;
            }
            case ProtobufBody.Unreadable(var message) -> throw ApiException.badRequest(message);
        };
    }

    private static ObjectNode fromJson(byte[] body) {
        return switch (JsonText.read(body)) {
            case JsonText.Read(ObjectNode options, var _) -> {
                requireKind(options);
                yield options;
            }
            case JsonText.Read(var other, var _) ->
                    throw ApiException.badRequest(
                            "couldn't get version/kind; json parse error: "
                                    + JsonText.wrongType(other, "DeleteOptions"));
            case JsonText.Unreadable(var message) ->
                    throw ApiException.badRequest(
                            "couldn't get version/kind; json parse error: " + message);
        };
    }

    private static void requireKind(ObjectNode options) {
        String kind = options.path("kind").asText(KIND);
        if (!kind.equals(KIND)) {
            throw ApiException.badRequest(
                    "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\""
                            .formatted(kind, options.path("apiVersion").asText("v1")));
        }
        if (options.path("gracePeriodSeconds").isTextual()) {
            throw ApiException.badRequest(
                    "json: cannot unmarshal string into Go struct field"
                            + " DeleteOptions.gracePeriodSeconds of type int64");
        }
    }

    private static ObjectNode fromQuery(Parameters query) {
        ObjectNode options = Json.object();
        query.first("gracePeriodSeconds")
                .ifPresent(text -> options.put("gracePeriodSeconds", WireNumber.parse(text)));
        query.first("orphanDependents")
                .ifPresent(text -> options.put("orphanDependents", !text.equals("false")));
        query.first("propagationPolicy").ifPresent(text -> options.put("propagationPolicy", text));
        query.all("dryRun").forEach(options.putArray("dryRun")::add);
        return options;
    }
}
