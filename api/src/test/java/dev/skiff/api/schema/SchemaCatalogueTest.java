package dev.skiff.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCatalogueTest {
    private final SchemaCatalogue catalogue = SchemaCatalogue.load();

    @Test
    void every_type_can_be_read_and_every_reference_resolves() {
        for (String name : catalogue.names()) {
            for (FieldSchema field : catalogue.type(name).fields().values()) {
                resolve(field.type());
            }
        }
    }

    @Test
    void every_served_kind_has_a_schema() {
        assertThat(Kinds.ALL).allSatisfy(kind -> assertThat(catalogue.forKind(kind)).isNotNull());
    }

    @Test
    void containers_merge_and_are_owned_by_name() {
        FieldSchema containers =
                catalogue.type("core.v1.PodSpec").field("containers").orElseThrow();

        assertThat(containers.patchStrategy())
                .isEqualTo(new PatchStrategy(true, false, false, "name"));
        assertThat(containers.isAtomic()).isFalse();
        assertThat(((FieldType.ListOf) containers.type()).keys()).containsExactly("name");
    }

    @ParameterizedTest
    @CsvSource({
        "core.v1.PodSpec, tolerations",
        "core.v1.PodSpec, nodeSelector",
        "apps.v1.DeploymentSpec, selector",
        "core.v1.Container, args",
    })
    void some_values_are_owned_as_a_whole(String type, String field) {
        assertThat(catalogue.type(type).field(field).orElseThrow().isAtomic()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core.v1.Container | {\"ports\":[{\"containerPort\":80}]} | {\"ports\":[{\"containerPort\":80,\"protocol\":\"TCP\"}]}",
                "core.v1.ServiceSpec | {\"ports\":[{\"port\":80,\"protocol\":\"UDP\"}]} | {\"ports\":[{\"port\":80,\"protocol\":\"UDP\"}]}",
                "core.v1.PodSpec | {\"containers\":[{\"resources\":{\"limits\":{\"cpu\":\"1u\"}}}]} | {\"containers\":[{\"resources\":{\"limits\":{\"cpu\":\"1m\"}}}]}",
            })
    void types_declare_defaults(String type, String given, String expected) throws IOException {
        var object = Json.mapper().readTree(given);

        new SchemaDefaults()
                .apply(
                        (com.fasterxml.jackson.databind.node.ObjectNode) object,
                        catalogue.type(type));

        assertThat(object).isEqualTo(Json.mapper().readTree(expected));
    }

    private static void resolve(FieldType type) {
        switch (type) {
            case FieldType.Scalar _ -> {}
            case FieldType.Struct struct -> assertThat(struct.schema().name()).isNotEmpty();
            case FieldType.ListOf(var element, _, _) -> resolve(element);
            case FieldType.MapOf(var value) -> resolve(value);
        }
    }
}
