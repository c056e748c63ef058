package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.Presence;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.util.List;

/// What a body is expected to be: an object of a kind, or one of the forms that only subresources
/// have, such as a Scale.
///
/// @param alike versions of its group that say the same in the same form; answers never use them
record BodyShape(
        GroupVersion groupVersion, String kindName, TypeSchema schema, List<String> alike) {
    BodyShape {
        alike = List.copyOf(alike);
    }

    static BodyShape of(Kind kind, TypeSchema schema) {
        return new BodyShape(kind.groupVersion(), kind.name(), schema, List.of());
    }

    static BodyShape of(SchemaCatalogue schemas, String apiVersion, String kindName) {
        GroupVersion groupVersion = GroupVersion.parse(apiVersion);
        TypeSchema schema =
                schemas.forKind(groupVersion, kindName)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "types.json has no " + apiVersion + kindName));
        return new BodyShape(groupVersion, kindName, schema, List.of());
    }

    /// The same, also understood under another version.
    BodyShape orOf(String apiVersion) {
        return new BodyShape(groupVersion, kindName, schema, List.of(apiVersion));
    }

    boolean understands(String apiVersion) {
        return apiVersion.equals(apiVersion()) || alike.contains(apiVersion);
    }

    String apiVersion() {
        return groupVersion.apiVersion();
    }

    /// Whether the tree says it is of this kind, or says nothing.
    boolean isOf(JsonNode tree) {
        return tree.path("kind").asText(kindName).equals(kindName)
                && tree.path("apiVersion").asText(apiVersion()).equals(apiVersion());
    }

    /// A status that says nothing yet, as it is written out (`{}`, `{"replicas": 0}`); missing if
    /// the shape has none.
    JsonNode emptyStatus() {
        return schema.field("status")
                .filter(field -> field.presence() == Presence.ALWAYS)
                .map(field -> empty(field.type()))
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode empty(FieldType type) {
        return type instanceof FieldType.Struct struct
                ? ObjectDecoder.empty(struct.schema())
                : MissingNode.getInstance();
    }

    /// How upstream names the type inside the server: `core.Pod`.
    String internalName() {
        String group = groupVersion.group();
        int dot = group.indexOf('.');
        String first = dot < 0 ? group : group.substring(0, dot);
        return (first.isEmpty() ? "core" : first) + "." + kindName;
    }
}
