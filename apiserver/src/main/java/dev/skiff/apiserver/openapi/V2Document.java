package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.openapi.ApiOperation.Answer;
import dev.skiff.apiserver.openapi.ApiOperation.Content;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The document of version 2: everything in one. Parameters stand once for all, and are referred
/// to.
final class V2Document {
    private final Map<ApiParameter, String> references = new TreeMap<>(BY_NAME);
    private static final java.util.Comparator<ApiParameter> BY_NAME =
            java.util.Comparator.comparing(ApiParameter::name)
                    .thenComparing(ApiParameter::description)
                    .thenComparing(ApiParameter::place);

    private V2Document() {}

    static ObjectNode of(List<ApiPath> paths, ObjectNode definitions, String version) {
        return new V2Document().document(paths, definitions, version);
    }

    private ObjectNode document(List<ApiPath> paths, ObjectNode definitions, String version) {
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.set("info", DocumentWriter.info(version));
        ObjectNode nodes = Json.object();
        paths.forEach(path -> nodes.set(path.path(), path(path)));
        document.set("paths", nodes);
        document.set("definitions", definitions);
        ObjectNode shared = document.putObject("parameters");
        references.forEach((parameter, name) -> shared.set(name, parameter(parameter)));
        DocumentWriter.addSecurityScheme(document.putObject("securityDefinitions"));
        document.putArray("security").addObject().putArray("BearerToken");
        return document;
    }

    private ObjectNode path(ApiPath path) {
        ObjectNode node = Json.object();
        path.operations().forEach(operation -> node.set(operation.method(), operation(operation)));
        if (!path.parameters().isEmpty()) {
            addReferences(node.putArray("parameters"), path.parameters());
        }
        return node;
    }

    private ObjectNode operation(ApiOperation operation) {
        ObjectNode node = DocumentWriter.operation(operation);
        ArrayNode consumes = node.putArray("consumes");
        DocumentWriter.addAll(
                consumes, operation.body().map(Content::mediaTypes).orElse(MediaTypes.ANY));
        if (!operation.parameters().isEmpty() || operation.body().isPresent()) {
            ArrayNode parameters = node.putArray("parameters");
            operation.body().ifPresent(body -> parameters.add(body(body)));
            addReferences(parameters, operation.parameters());
        }
        TreeSet<String> produces = new TreeSet<>();
        ObjectNode responses = node.putObject("responses");
        for (Answer answer : operation.answers()) {
            ObjectNode response =
                    responses
                            .putObject(Integer.toString(answer.status()))
                            .put("description", answer.description());
            answer.content()
                    .ifPresent(
                            content -> {
                                produces.addAll(content.mediaTypes());
                                response.set("schema", schema(content));
                            });
        }
        produces.forEach(node.putArray("produces")::add);
        node.putArray("schemes").add("https");
        DocumentWriter.addSubject(node, operation);
        return node;
    }

    private static ObjectNode body(Content body) {
        ObjectNode node = Json.object().put("in", "body").put("name", "body");
        if (body.isRequired()) {
            node.put("required", true);
        }
        node.set("schema", schema(body));
        return node;
    }

    private static ObjectNode schema(Content content) {
        return content.definition().equals(ApiOperation.TEXT)
                ? Json.object().put("type", "string")
                : Dialect.V2.reference(content.definition());
    }

    private static ObjectNode parameter(ApiParameter parameter) {
        return DocumentWriter.parameter(parameter)
                .put("type", parameter.type())
                .put("uniqueItems", true);
    }

    private void addReferences(ArrayNode array, List<ApiParameter> parameters) {
        for (ApiParameter parameter : parameters) {
            String name =
                    references.computeIfAbsent(
                            parameter, added -> added.name() + "-" + nextOf(added.name()));
            array.addObject().put("$ref", "#/parameters/" + name);
        }
    }

    private long nextOf(String name) {
        return references.keySet().stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .count()
                + 1;
    }
}
