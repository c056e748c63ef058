package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;

/// The two versions of OpenAPI that clients ask for, where they say the same thing differently.
enum Dialect {
    /// Knows no alternatives and nothing beside a reference; upstream leaves defaults out.
    V2("#/definitions/"),
    V3("#/components/schemas/");

    private final String referencePrefix;

    Dialect(String referencePrefix) {
        this.referencePrefix = referencePrefix;
    }

    ObjectNode reference(String definition) {
        return Json.object().put("$ref", referencePrefix + definition);
    }

    /// The value of a field that may have more to say of it than the type it refers to.
    ObjectNode besides(ObjectNode reference, ObjectNode more) {
        ObjectNode schema = Json.object();
        switch (this) {
            case V2 -> schema.setAll(reference);
            case V3 -> schema.putArray("allOf").add(reference);
        }
        schema.setAll(more);
        return schema;
    }

    /// A value of either type.
    ObjectNode either(String first, String second) {
        ObjectNode schema = Json.object();
        switch (this) {
            case V2 -> schema.put("type", "string");
            case V3 -> {
                ArrayNode alternatives = schema.putArray("oneOf");
                alternatives.addObject().put("type", first);
                alternatives.addObject().put("type", second);
            }
        }
        return schema;
    }

    boolean showsDefaults() {
        return this == V3;
    }
}
