package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.function.Function;
import java.util.function.Supplier;

/// A document in each form that clients ask for.
record OpenApiDocument(KeptBytes json, KeptBytes protobuf) {
    /// @param tree makes the document
    /// @param toProtobuf encodes it
    static OpenApiDocument of(Supplier<ObjectNode> tree, Function<JsonNode, byte[]> toProtobuf) {
        return new OpenApiDocument(
                new KeptBytes(() -> Json.write(tree.get())),
                new KeptBytes(() -> toProtobuf.apply(tree.get())));
    }
}
