package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;

/// What a body is expected to be: an object of a kind, or one of the forms that only subresources
/// have, such as a Scale.
record BodyShape(GroupVersion groupVersion, String kindName, TypeSchema schema) {
    static BodyShape of(Kind kind, TypeSchema schema) {
        return new BodyShape(kind.groupVersion(), kind.name(), schema);
    }

    static BodyShape of(SchemaCatalogue schemas, String apiVersion, String kindName) {
        GroupVersion groupVersion = GroupVersion.parse(apiVersion);
        TypeSchema schema =
                schemas.forKind(groupVersion, kindName)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "types.json has no " + apiVersion + kindName));
        return new BodyShape(groupVersion, kindName, schema);
    }

    String apiVersion() {
        return groupVersion.apiVersion();
    }
}
