package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.openapi.ApiOperation.Answer;
import dev.skiff.apiserver.openapi.ApiOperation.Content;
import java.util.List;

/// A document of version 3: paths, and the schemas of everything they speak of.
final class V3Document {
    private V3Document() {}

    static ObjectNode of(List<ApiPath> paths, ObjectNode schemas, String version) {
        ObjectNode document = Json.object();
        ObjectNode components = document.putObject("components");
        if (!schemas.isEmpty()) {
            components.set("schemas", schemas);
        }
        DocumentWriter.addSecurityScheme(components.putObject("securitySchemes"));
        document.set("info", DocumentWriter.info(version));
        document.put("openapi", "3.0.0");
        ObjectNode nodes = document.putObject("paths");
        paths.forEach(path -> nodes.set(path.path(), path(path)));
        return document;
    }

    private static ObjectNode path(ApiPath path) {
        ObjectNode node = Json.object();
        path.operations().forEach(operation -> node.set(operation.method(), operation(operation)));
        addParameters(node, path.parameters());
        return node;
    }

    private static ObjectNode operation(ApiOperation operation) {
        ObjectNode node = DocumentWriter.operation(operation);
        addParameters(node, operation.parameters());
        operation.body().ifPresent(body -> addBody(node.putObject("requestBody"), body));
        ObjectNode responses = node.putObject("responses");
        operation
                .answers()
                .forEach(
                        answer -> responses.set(Integer.toString(answer.status()), answer(answer)));
        DocumentWriter.addSubject(node, operation);
        return node;
    }

    private static void addParameters(ObjectNode node, List<ApiParameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("parameters");
        for (ApiParameter parameter : parameters) {
            ObjectNode written = DocumentWriter.parameter(parameter);
            written.putObject("schema").put("type", parameter.type()).put("uniqueItems", true);
            list.add(written);
        }
    }

    private static void addBody(ObjectNode node, Content body) {
        addContent(node, body);
        if (body.isRequired()) {
            node.put("required", true);
        }
    }

    private static ObjectNode answer(Answer answer) {
        ObjectNode node = Json.object();
        answer.content().ifPresent(content -> addContent(node, content));
        return node.put("description", answer.description());
    }

    private static void addContent(ObjectNode node, Content content) {
        ObjectNode types = node.putObject("content");
        for (String mediaType : content.mediaTypes()) {
            types.putObject(mediaType)
                    .set(
                            "schema",
                            content.definition().equals(ApiOperation.TEXT)
                                    ? Json.object().put("type", "string")
                                    : Dialect.V3.reference(content.definition()));
        }
    }
}
