package dev.skiff.apiserver.registry.kinds.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.skiff.api.object.Fields;
import dev.skiff.apiserver.registry.rules.InternalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Schemas and versions as upstream prints its own types: every field, in its order.
final class SchemaForm {
    /// Each field with its name in JSON and what it is: text (`t`, or null: `T`), yes or no (`f`,
    /// `F`), `n`umber, list of te`x`ts, list of anything (`e`), `o`bject, any `v`alue, `s`chema,
    /// list of schemas (`l`), map of schemas (`m`), `i`tems, schema or yes or no (`b`), `r`ules.
    private static final String FIELDS =
            """
            ID id t, Schema $schema t, Ref $ref T, Description description t, Type type t,
            Nullable nullable f, Format format t, Title title t, Default default v,
            Maximum maximum n, ExclusiveMaximum exclusiveMaximum f, Minimum minimum n,
            ExclusiveMinimum exclusiveMinimum f, MaxLength maxLength n, MinLength minLength n,
            Pattern pattern t, MaxItems maxItems n, MinItems minItems n, UniqueItems uniqueItems f,
            MultipleOf multipleOf n, Enum enum e, MaxProperties maxProperties n,
            MinProperties minProperties n, Required required x, Items items i, AllOf allOf l,
            OneOf oneOf l, AnyOf anyOf l, Not not s, Properties properties m,
            AdditionalProperties additionalProperties b, PatternProperties patternProperties m,
            Dependencies dependencies o, AdditionalItems additionalItems b,
            Definitions definitions m, ExternalDocs externalDocs o, Example example v,
            XPreserveUnknownFields x-kubernetes-preserve-unknown-fields F,
            XEmbeddedResource x-kubernetes-embedded-resource f,
            XIntOrString x-kubernetes-int-or-string f,
            XListMapKeys x-kubernetes-list-map-keys x, XListType x-kubernetes-list-type T,
            XMapType x-kubernetes-map-type T, XValidations x-kubernetes-validations r""";

    private static final List<Field> ALL =
            Stream.of(FIELDS.split(",\\s+")).map(Field::parse).toList();

    /// @param what a letter of [#FIELDS]
    record Field(String name, String jsonName, String what) {
        static Field parse(String text) {
            String[] words = text.strip().split(" ");
            return new Field(words[0], words[1], words[2]);
        }
    }

    static List<Field> fields() {
        return ALL;
    }

    private SchemaForm() {}

    /// The names of the fields that are set, in upstream's order.
    static List<String> namesOfSet(JsonNode schema) {
        List<String> names = new ArrayList<>();
        for (Field field : ALL) {
            JsonNode value = Fields.at(schema, field.jsonName());
            boolean isSet =
                    switch (field.what()) {
                        case "t" -> !value.asText("").isEmpty();
                        case "f" -> value.asBoolean(false);
                        default -> !value.isMissingNode();
                    };
            if (isSet) {
                names.add(field.name());
            }
        }
        return names;
    }

    static JsonNode of(JsonNode schema) {
        if (!schema.isObject()) {
            return NullNode.getInstance();
        }
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        for (Field field : ALL) {
            form.set(field.name(), field(Fields.at(schema, field.jsonName()), field.what()));
        }
        return form;
    }

    private static JsonNode field(JsonNode value, String what) {
        if (what.equals("t")) {
            return TextNode.valueOf(value.asText(""));
        }
        if (what.equals("f")) {
            return BooleanNode.valueOf(value.asBoolean(false));
        }
        if (value.isMissingNode()) {
            return NullNode.getInstance();
        }
        return switch (what) {
            case "s" -> of(value);
            case "l" -> list(value);
            case "m" -> {
                ObjectNode map = JsonNodeFactory.instance.objectNode();
                InternalForm.sortedMap(value)
                        .properties()
                        .forEach(entry -> map.set(entry.getKey(), of(entry.getValue())));
                yield map;
            }
            case "i" -> items(value);
            case "b" -> {
                ObjectNode either = JsonNodeFactory.instance.objectNode();
                either.put("Allows", value.asBoolean(true));
                either.set("Schema", of(value));
                yield either;
            }
            case "r" -> {
                ArrayNode rules = JsonNodeFactory.instance.arrayNode();
                value.forEach(rule -> rules.add(InternalForm.of("ValidationRule", rule)));
                yield rules;
            }
            default -> value;
        };
    }

    private static ArrayNode list(JsonNode schemas) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        schemas.forEach(schema -> list.add(of(schema)));
        return list;
    }

    static ObjectNode items(JsonNode items) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.set("Schema", of(items));
        either.set("JSONSchemas", items.isArray() ? list(items) : NullNode.getInstance());
        return either;
    }

    /// The versions of a definition in its internal form.
    static ArrayNode versions(JsonNode versions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode version : versions) {
            ObjectNode form =
                    (ObjectNode) InternalForm.of("CustomResourceDefinitionVersion", version);
            JsonNode schema = Fields.at(version, "schema");
            if (schema.isObject()) {
                ObjectNode validation = JsonNodeFactory.instance.objectNode();
                validation.set("OpenAPIV3Schema", of(Fields.at(schema, "openAPIV3Schema")));
                form.set("Schema", validation);
            }
            list.add(form);
        }
        return list;
    }
}
