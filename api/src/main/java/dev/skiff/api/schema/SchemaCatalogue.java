package dev.skiff.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Every type of the Kubernetes API (`types.json`), whether or not we serve it. Thread-safe; one
/// for the whole process. A type is built when it is first asked for.
public final class SchemaCatalogue {
    private static final String FOLDER = "/dev/skiff/api/schema/";

    private final JsonNode types;
    private final Map<String, String> namesByKind;
    private final SchemaReader reader;
    private final ConcurrentHashMap<String, TypeSchema> built = new ConcurrentHashMap<>();

    private SchemaCatalogue(JsonNode types) {
        this.types = types;
        this.namesByKind = namesByKind(types);
        this.reader =
                new SchemaReader(
                        types, read("presence.json"), read("named-strings.json"), this::type);
    }

    /// Reads the catalogue from the class path.
    public static SchemaCatalogue load() {
        return new SchemaCatalogue(read("types.json").path("types"));
    }

    /// The schema of a kind's objects, if the API knows that kind.
    public Optional<TypeSchema> forKind(GroupVersion groupVersion, String kindName) {
        return Optional.ofNullable(namesByKind.get(key(groupVersion, kindName))).map(this::type);
    }

    /// The schema of a kind we serve.
    public TypeSchema forKind(Kind kind) {
        return forKind(kind.groupVersion(), kind.name())
                .orElseThrow(() -> new IllegalStateException("types.json has no " + kind));
    }

    /// The schema of a type by its full name, such as `core.v1.PodSpec`.
    public TypeSchema type(String name) {
        TypeSchema schema = built.get(name);
        return schema != null ? schema : built.computeIfAbsent(name, reader::type);
    }

    /// The names of all types, in the order of `types.json`.
    public Set<String> names() {
        Map<String, Boolean> names = new LinkedHashMap<>();
        types.fieldNames().forEachRemaining(name -> names.put(name, true));
        return Collections.unmodifiableSet(names.keySet());
    }

    private static Map<String, String> namesByKind(JsonNode types) {
        Map<String, String> names = new LinkedHashMap<>();
        types.properties()
                .forEach(
                        type ->
                                type.getValue()
                                        .path("gvk")
                                        .forEach(gvk -> names.put(gvk.asText(), type.getKey())));
        return names;
    }

    private static String key(GroupVersion groupVersion, String kindName) {
        return groupVersion.apiVersion() + "/" + kindName;
    }

    private static JsonNode read(String file) {
        try (InputStream in = SchemaCatalogue.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
