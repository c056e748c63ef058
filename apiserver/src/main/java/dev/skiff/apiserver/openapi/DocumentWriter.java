package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;

/// What both versions of a document say in the same words.
final class DocumentWriter {
    private static final String TITLE = "Kubernetes";

    private DocumentWriter() {}

    static ObjectNode info(String version) {
        return Json.object().put("title", TITLE).put("version", version);
    }

    /// How a client proves who it is.
    static void addSecurityScheme(ObjectNode schemes) {
        schemes.putObject("BearerToken")
                .put("description", "A bearer token.")
                .put("in", "header")
                .put("name", "authorization")
                .put("type", "apiKey");
    }

    /// What an operation begins with.
    static ObjectNode operation(ApiOperation operation) {
        ObjectNode node = Json.object();
        node.put("description", operation.description());
        node.put("operationId", operation.id());
        node.putArray("tags").add(operation.tag());
        return node;
    }

    static void addSubject(ObjectNode node, ApiOperation operation) {
        operation
                .subject()
                .ifPresent(
                        subject -> {
                            node.put("x-kubernetes-action", subject.action());
                            node.set(
                                    GroupVersionKinds.EXTENSION,
                                    GroupVersionKinds.node(subject.groupVersion(), subject.kind()));
                        });
    }

    static ObjectNode parameter(ApiParameter parameter) {
        ObjectNode node = Json.object();
        node.put("description", parameter.description());
        node.put("in", parameter.place() == ApiParameter.Place.PATH ? "path" : "query");
        node.put("name", parameter.name());
        if (parameter.isRequired()) {
            node.put("required", true);
        }
        return node;
    }

    static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
