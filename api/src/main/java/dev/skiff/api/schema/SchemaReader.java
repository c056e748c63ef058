package dev.skiff.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.kind.GroupVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Builds one [TypeSchema] from `types.json`, `presence.json` and `named-strings.json`, which says
/// what error messages call the type of a string that upstream has an own type for.
///
/// A field is written as the name of its type, or as an object with `type`, `list` or `map`. A name
/// with a dot is a type of the file, one without is a scalar.
final class SchemaReader {
    private final JsonNode types;
    private final JsonNode presence;
    private final JsonNode namedStrings;
    private final Function<String, TypeSchema> resolver;

    SchemaReader(
            JsonNode types,
            JsonNode presence,
            JsonNode namedStrings,
            Function<String, TypeSchema> resolver) {
        this.types = types;
        this.presence = presence;
        this.namedStrings = namedStrings;
        this.resolver = resolver;
    }

    TypeSchema type(String name) {
        JsonNode node = types.path(name);
        if (node.isMissingNode()) {
            throw new IllegalStateException("types.json has no type " + name);
        }
        List<String> required = strings(node.path("required"));
        Map<String, FieldSchema> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.path("fields").properties()) {
            String fieldName = field.getKey();
            String stringName = namedStrings.path(name).path(fieldName).asText();
            FieldType type = named(fieldType(field.getValue()), stringName);
            Facts facts = new Facts(name, fieldName, type, required.contains(fieldName));
            fields.put(fieldName, field(facts, field.getValue()));
        }
        boolean isAtomic = node.path("mapType").asText().equals("atomic");
        return new TypeSchema(name, fields, isAtomic, unions(node), kinds(node));
    }

    private record Facts(String owner, String name, FieldType type, boolean isRequired) {}

    private FieldSchema field(Facts facts, JsonNode node) {
        Optional<JsonNode> given = Optional.ofNullable(node.get("default"));
        boolean isZero = given.filter(SchemaReader::isZero).isPresent();
        return new FieldSchema(
                facts.name(),
                facts.type(),
                presence(facts, isZero),
                facts.isRequired(),
                isAtomic(facts.type(), node),
                node.has("patchStrategy")
                        ? PatchStrategy.parse(
                                node.path("patchStrategy").asText(),
                                node.path("patchMergeKey").asText())
                        : PatchStrategy.NONE,
                strings(node.path("enum")),
                isZero ? Optional.empty() : given,
                given);
    }

    private Presence presence(Facts facts, boolean hasZeroDefault) {
        for (Deviation deviation : Deviation.values()) {
            if (lists(deviation.key, facts)) {
                return deviation.presence;
            }
        }
        return switch (facts.type()) {
            case FieldType.Struct _ -> facts.isRequired() ? Presence.ALWAYS : Presence.KEPT;
            case FieldType.ListOf _, FieldType.MapOf _ ->
                    facts.isRequired() ? Presence.NULL : Presence.OMITTED;
            case FieldType.Scalar(var kind, _) -> presence(kind, facts, hasZeroDefault);
        };
    }

    private static Presence presence(ScalarKind kind, Facts facts, boolean hasZeroDefault) {
        return switch (kind) {
            case STRING, INT32, INT64, NUMBER, BOOLEAN ->
                    facts.isRequired() && hasZeroDefault ? Presence.ALWAYS : Presence.OMITTED;
            case TIME, MICRO_TIME -> facts.isRequired() ? Presence.NULL : Presence.KEPT;
            case QUANTITY, INT_OR_STRING -> facts.isRequired() ? Presence.ALWAYS : Presence.KEPT;
            case BYTES -> facts.isRequired() ? Presence.NULL : Presence.OMITTED;
            case RAW_OBJECT, FIELDS_V1, ANY -> Presence.KEPT;
        };
    }

    /// Fields that differ from the rule, as `presence.json` lists them.
    private enum Deviation {
        KEPT("kept", Presence.KEPT),
        ALWAYS("always", Presence.ALWAYS),
        NULL("null", Presence.NULL);

        private final String key;
        private final Presence presence;

        Deviation(String key, Presence presence) {
            this.key = key;
            this.presence = presence;
        }
    }

    private boolean lists(String list, Facts facts) {
        for (JsonNode name : presence.path(list).path(facts.owner())) {
            if (name.asText().equals(facts.name())) {
                return true;
            }
        }
        return false;
    }

    private FieldType fieldType(JsonNode node) {
        if (node.isTextual()) {
            return named(node.asText());
        }
        if (node.has("list")) {
            return new FieldType.ListOf(
                    fieldType(node.path("list")),
                    switch (node.path("listType").asText()) {
                        case "map" -> ListKind.MAP;
                        case "set" -> ListKind.SET;
                        default -> ListKind.ATOMIC;
                    },
                    strings(node.path("listKeys")));
        }
        return node.has("map")
                ? new FieldType.MapOf(fieldType(node.path("map")))
                : fieldType(node.path("type"));
    }

    private FieldType named(String name) {
        if (name.indexOf('.') < 0) {
            return scalar(ScalarKind.ofSchema(name));
        }
        return types.path(name).path("type").asText().equals("any")
                ? scalar(ScalarKind.ANY)
                : new FieldType.Struct(name, resolver);
    }

    /// The type with its strings called by that name, if there is one.
    private static FieldType named(FieldType type, String stringName) {
        return switch (type) {
            case FieldType.Scalar(var kind, _) when !stringName.isEmpty() ->
                    new FieldType.Scalar(kind, stringName);
            case FieldType.ListOf(var element, var kind, var keys) when !stringName.isEmpty() ->
                    new FieldType.ListOf(named(element, stringName), kind, keys);
            case FieldType.Scalar _, FieldType.ListOf _, FieldType.MapOf _, FieldType.Struct _ ->
                    type;
        };
    }

    private static FieldType scalar(ScalarKind kind) {
        return new FieldType.Scalar(kind, kind.wireName());
    }

    private boolean isAtomic(FieldType type, JsonNode node) {
        String mapType = node.path("mapType").asText();
        return switch (type) {
            case FieldType.ListOf(_, var kind, _) -> kind == ListKind.ATOMIC;
            case FieldType.Struct struct ->
                    mapType.isEmpty()
                            ? types.path(struct.name()).path("mapType").asText().equals("atomic")
                            : mapType.equals("atomic");
            case FieldType.MapOf _ -> mapType.equals("atomic");
            case FieldType.Scalar(var kind, _) ->
                    kind == ScalarKind.RAW_OBJECT || kind == ScalarKind.ANY;
        };
    }

    private static boolean isZero(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.asText().isEmpty();
            case NUMBER -> value.asDouble() == 0;
            case BOOLEAN -> !value.asBoolean();
            case ARRAY, OBJECT, NULL, MISSING, BINARY, POJO -> false;
        };
    }

    private static List<Union> unions(JsonNode node) {
        List<Union> unions = new ArrayList<>();
        for (JsonNode union : node.path("unions")) {
            Map<String, String> fields = new LinkedHashMap<>();
            union.path("fields-to-discriminateBy")
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
            unions.add(new Union(union.path("discriminator").asText(), fields));
        }
        return unions;
    }

    private static List<TypeSchema.GroupVersionKind> kinds(JsonNode node) {
        List<TypeSchema.GroupVersionKind> kinds = new ArrayList<>();
        for (JsonNode gvk : node.path("gvk")) {
            String text = gvk.asText();
            int slash = text.lastIndexOf('/');
            kinds.add(
                    new TypeSchema.GroupVersionKind(
                            GroupVersion.parse(text.substring(0, slash)),
                            text.substring(slash + 1)));
        }
        return kinds;
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }
}
