package dev.skiff.apiserver.openapi.gnostic;

import static dev.skiff.apiserver.openapi.gnostic.Shape.ANY;
import static dev.skiff.apiserver.openapi.gnostic.Shape.FLAG;
import static dev.skiff.apiserver.openapi.gnostic.Shape.TEXT;
import static dev.skiff.apiserver.openapi.gnostic.Shape.choice;
import static dev.skiff.apiserver.openapi.gnostic.Shape.each;
import static dev.skiff.apiserver.openapi.gnostic.Shape.later;
import static dev.skiff.apiserver.openapi.gnostic.Shape.named;
import static dev.skiff.apiserver.openapi.gnostic.Shape.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/// A document of version 3 as the message `openapi.v3.Document`.
public final class GnosticV3 {
    private static final Shape REFERENCE = Message.of("Reference").field("$ref", 1, TEXT);
    private static final Message SCHEMA = schema();

    /// Everywhere a schema or a reference to one may stand.
    private static final Shape SCHEMA_OR_REFERENCE =
            choice(node -> node.has("$ref") ? within(2, REFERENCE) : within(1, SCHEMA));

    private static final Shape CONTENT =
            within(
                    1,
                    named(
                            Message.withExtensions("MediaType", 5)
                                    .field("schema", 1, SCHEMA_OR_REFERENCE)));
    private static final Shape RESPONSE =
            Message.withExtensions("Response", 5)
                    .field("description", 1, TEXT)
                    .field("content", 3, CONTENT);
    private static final Shape BODY =
            Message.withExtensions("RequestBody", 4)
                    .field("description", 1, TEXT)
                    .field("content", 2, CONTENT)
                    .field("required", 3, FLAG);
    private static final Shape PARAMETERS =
            each(
                    within(
                            1,
                            Message.withExtensions("Parameter", 14)
                                    .field("name", 1, TEXT)
                                    .field("in", 2, TEXT)
                                    .field("description", 3, TEXT)
                                    .field("required", 4, FLAG)
                                    .field("schema", 10, SCHEMA_OR_REFERENCE)));
    private static final Shape OPERATION =
            Message.withExtensions("Operation", 13)
                    .field("tags", 1, each(TEXT))
                    .field("description", 3, TEXT)
                    .field("operationId", 5, TEXT)
                    .field("parameters", 6, PARAMETERS)
                    .field("requestBody", 7, within(1, BODY))
                    .field("responses", 8, within(2, named(within(1, RESPONSE))));
    private static final Shape PATH_ITEM =
            Message.withExtensions("PathItem", 14)
                    .field("get", 4, OPERATION)
                    .field("put", 5, OPERATION)
                    .field("post", 6, OPERATION)
                    .field("delete", 7, OPERATION)
                    .field("options", 8, OPERATION)
                    .field("head", 9, OPERATION)
                    .field("patch", 10, OPERATION)
                    .field("parameters", 13, PARAMETERS);
    private static final Shape INFO =
            Message.withExtensions("Info", 7).field("title", 1, TEXT).field("version", 6, TEXT);
    private static final Shape SECURITY =
            Message.withExtensions("SecurityScheme", 9)
                    .field("type", 1, TEXT)
                    .field("description", 2, TEXT)
                    .field("name", 3, TEXT)
                    .field("in", 4, TEXT);
    private static final Shape COMPONENTS =
            Message.withExtensions("Components", 10)
                    .field("schemas", 1, within(1, named(SCHEMA_OR_REFERENCE)))
                    .field("securitySchemes", 7, within(1, named(within(1, SECURITY))));
    private static final Message DOCUMENT =
            Message.withExtensions("Document", 9)
                    .field("openapi", 1, TEXT)
                    .field("info", 2, INFO)
                    .field("paths", 4, within(1, named(PATH_ITEM)))
                    .field("components", 5, COMPONENTS);

    private GnosticV3() {}

    public static byte[] encode(JsonNode document) {
        return DOCUMENT.encode(document);
    }

    private static Message schema() {
        Shape self = later(() -> SCHEMA_OR_REFERENCE);
        return Message.withExtensions("Schema", 36)
                .field("uniqueItems", 20, FLAG)
                .field("required", 23, each(TEXT))
                .field("enum", 24, each(ANY))
                .field("type", 25, TEXT)
                .field("allOf", 26, each(self))
                .field("oneOf", 27, each(self))
                .field("items", 30, within(1, self))
                .field("properties", 31, within(1, named(self)))
                .field("additionalProperties", 32, within(1, self))
                .field("default", 33, GnosticV3::writeDefault)
                .field("description", 34, TEXT)
                .field("format", 35, TEXT);
    }

    /// The message has a place for numbers, booleans and text alone; of others only that they are
    /// there is left.
    private static void writeDefault(int number, JsonNode value, CodedOutputStream out)
            throws IOException {
        Shape.nested(
                number,
                out,
                message -> {
                    switch (value.getNodeType()) {
                        case NUMBER -> message.writeDouble(1, value.asDouble());
                        case BOOLEAN -> message.writeBool(2, value.asBoolean());
                        case STRING -> message.writeString(3, value.asText());
                        case ARRAY, OBJECT, NULL, MISSING, BINARY, POJO -> {}
                    }
                });
    }
}
