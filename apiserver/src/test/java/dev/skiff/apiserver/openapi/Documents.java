package dev.skiff.apiserver.openapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.SchemaCatalogue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The documents of all kinds, read once for all tests.
final class Documents {
    static final SchemaCatalogue SCHEMAS = SchemaCatalogue.load();
    static final OpenApiDocuments ALL = of(Kinds.ALL);

    private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();

    private Documents() {}

    static OpenApiDocuments of(List<Kind> kinds) {
        return new OpenApiDocuments(kinds, SCHEMAS, Kinds.POD::equals, "v1.36.0+skiff");
    }

    static OpenApiDocument document(String key) {
        return requireNonNull(ALL.v3().get(key), key);
    }

    /// @param key below `/openapi/v3/`
    static JsonNode v3(String key) {
        return READ.computeIfAbsent(key, _ -> Json.readOwn(document(key).json().get().plain()));
    }

    static JsonNode v2() {
        return READ.computeIfAbsent("v2", _ -> Json.readOwn(ALL.v2().json().get().plain()));
    }
}
