package dev.skiff.apiserver.registry.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"namespace":"n"} | metadata.name: Required value: name or generateName is required
            {"name":"a"} | metadata.namespace: Required value
            {"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Pod","uid":"u"}]} | metadata.ownerReferences.name: Invalid value: "": must not be empty
            {"name":"a","namespace":"n","finalizers":["plain"]} | metadata.finalizers[0]: Invalid value: "plain": name is neither a standard finalizer name nor is it fully qualified
            {"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"a","uid":"ua","controller":true},{"controller":true,"apiVersion":"v1","kind":"Pod","name":"b","uid":"ub"}]} | metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"Pod","name":"a","uid":"ua","controller":true},{"apiVersion":"v1","kind":"Pod","name":"b","uid":"ub","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for Pod/a and Pod/b
            {"name":"a","namespace":"n","ownerReferences":[{"uid":"u","name":"e","kind":"Event","apiVersion":"v1"}]} | metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"e","uid":"u"}: /v1, Kind=Event is disallowed from being an owner
            """)
    void wrong_metadata_is_named_in_upstreams_words(String metadata, String error) {
        List<FieldError> errors = new ArrayList<>();
        MetadataRules.object(object(metadata), Kinds.POD, NameRule.DNS_SUBDOMAIN, errors);
        assertThat(errors).singleElement().hasToString(error);
    }

    @Test
    void what_identifies_an_object_cannot_change() {
        List<FieldError> errors = new ArrayList<>();
        MetadataRules.change(
                object("{\"name\":\"a\",\"uid\":\"zzz\"}"),
                object("{\"name\":\"a\",\"uid\":\"u\"}"),
                errors);
        assertThat(errors)
                .singleElement()
                .hasToString("metadata.uid: Invalid value: \"zzz\": field is immutable");
    }

    @Test
    void finalizers_are_not_added_to_what_is_being_deleted() {
        List<FieldError> errors = new ArrayList<>();
        MetadataRules.change(
                object(
                        "{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"finalizers\":[\"x.y/b\",\"x.y/a\"]}"),
                object("{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"}"),
                errors);
        assertThat(errors)
                .singleElement()
                .hasToString(
                        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                                + " deleted, found new finalizers []string{\"x.y/a\", \"x.y/b\"}");
    }

    private static ObjectNode object(String metadata) {
        return Json.readOwn(
                "{\"metadata\":%s}".formatted(metadata).getBytes(StandardCharsets.UTF_8));
    }
}
