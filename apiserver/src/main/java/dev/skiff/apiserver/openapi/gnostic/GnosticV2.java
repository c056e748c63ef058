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

/// A document of version 2 as the message `openapi.v2.Document`.
public final class GnosticV2 {
    private static final Message SCHEMA = schema();
    private static final Shape REFERENCE = Message.of("JsonReference").field("$ref", 1, TEXT);
    private static final Shape RESPONSE =
            Message.withExtensions("Response", 5)
                    .field("description", 1, TEXT)
                    .field("schema", 2, within(1, SCHEMA));
    private static final Shape BODY =
            Message.withExtensions("BodyParameter", 6)
                    .field("description", 1, TEXT)
                    .field("name", 2, TEXT)
                    .field("in", 3, TEXT)
                    .field("required", 4, FLAG)
                    .field("schema", 5, SCHEMA);
    private static final Shape QUERY =
            Message.withExtensions("QueryParameterSubSchema", 23)
                    .field("required", 1, FLAG)
                    .field("in", 2, TEXT)
                    .field("description", 3, TEXT)
                    .field("name", 4, TEXT)
                    .field("type", 6, TEXT)
                    .field("uniqueItems", 20, FLAG);
    private static final Shape PATH =
            Message.withExtensions("PathParameterSubSchema", 22)
                    .field("required", 1, FLAG)
                    .field("in", 2, TEXT)
                    .field("description", 3, TEXT)
                    .field("name", 4, TEXT)
                    .field("type", 5, TEXT)
                    .field("uniqueItems", 19, FLAG);
    private static final Shape PARAMETER = choice(GnosticV2::parameter);
    private static final Shape PARAMETERS =
            each(choice(node -> node.has("$ref") ? within(2, REFERENCE) : within(1, PARAMETER)));
    private static final Shape OPERATION =
            Message.withExtensions("Operation", 13)
                    .field("tags", 1, each(TEXT))
                    .field("description", 3, TEXT)
                    .field("operationId", 5, TEXT)
                    .field("produces", 6, each(TEXT))
                    .field("consumes", 7, each(TEXT))
                    .field("parameters", 8, PARAMETERS)
                    .field("responses", 9, within(1, named(within(1, RESPONSE))))
                    .field("schemes", 10, each(TEXT));
    private static final Shape PATH_ITEM =
            Message.withExtensions("PathItem", 10)
                    .field("get", 2, OPERATION)
                    .field("put", 3, OPERATION)
                    .field("post", 4, OPERATION)
                    .field("delete", 5, OPERATION)
                    .field("options", 6, OPERATION)
                    .field("head", 7, OPERATION)
                    .field("patch", 8, OPERATION)
                    .field("parameters", 9, PARAMETERS);
    private static final Shape INFO =
            Message.withExtensions("Info", 7).field("title", 1, TEXT).field("version", 2, TEXT);
    private static final Shape API_KEY =
            Message.withExtensions("ApiKeySecurity", 5)
                    .field("type", 1, TEXT)
                    .field("name", 2, TEXT)
                    .field("in", 3, TEXT)
                    .field("description", 4, TEXT);
    private static final Message DOCUMENT =
            Message.withExtensions("Document", 16)
                    .field("swagger", 1, TEXT)
                    .field("info", 2, INFO)
                    .field("paths", 8, within(2, named(PATH_ITEM)))
                    .field("definitions", 9, within(1, named(SCHEMA)))
                    .field("parameters", 10, within(1, named(PARAMETER)))
                    .field("security", 12, each(within(1, named(each(TEXT)))))
                    .field("securityDefinitions", 13, within(1, named(within(2, API_KEY))));

    private GnosticV2() {}

    public static byte[] encode(JsonNode document) {
        return DOCUMENT.encode(document);
    }

    private static Shape parameter(JsonNode node) {
        return switch (node.path("in").asText()) {
            case "body" -> within(1, BODY);
            case "query" -> within(2, within(3, QUERY));
            case "path" -> within(2, within(4, PATH));
            default -> throw new IllegalStateException("a parameter in no known place: " + node);
        };
    }

    private static Message schema() {
        Shape self = later(() -> SCHEMA);
        return Message.withExtensions("Schema", 31)
                .field("$ref", 1, TEXT)
                .field("format", 2, TEXT)
                .field("description", 4, TEXT)
                .field("default", 5, ANY)
                .field("required", 19, each(TEXT))
                .field("enum", 20, each(ANY))
                .field("additionalProperties", 21, within(1, self))
                .field("type", 22, within(1, TEXT))
                .field("items", 23, within(1, self))
                .field("properties", 25, within(1, named(self)));
    }
}
