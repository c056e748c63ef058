package dev.skiff.api.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.schema.SchemaCatalogue;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {
    private static final SchemaCatalogue CATALOGUE = SchemaCatalogue.load();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            containers merge by name | {"containers":[{"name":"one","image":"a"},{"name":"two","image":"b"}]} | {"containers":[{"name":"two","image":"c"}]} | {"containers":[{"name":"one","image":"a"},{"name":"two","image":"c"}]}
            new containers come first | {"containers":[{"name":"one"},{"name":"two"}]} | {"containers":[{"name":"three"}]} | {"containers":[{"name":"three"},{"name":"one"},{"name":"two"}]}
            an element is deleted | {"containers":[{"name":"one"},{"name":"two"}]} | {"containers":[{"name":"two","$patch":"delete"}]} | {"containers":[{"name":"one"}]}
            a nested element is deleted | {"containers":[{"name":"one","env":[{"name":"A"},{"name":"B"}]}]} | {"containers":[{"name":"one","env":[{"name":"A","$patch":"delete"}]}]} | {"containers":[{"name":"one","env":[{"name":"B"}]}]}
            a list is replaced | {"containers":[{"name":"one"},{"name":"two"}]} | {"containers":[{"$patch":"replace"},{"name":"x"}]} | {"containers":[{"name":"x"}]}
            a map is replaced | {"securityContext":{"runAsUser":1,"fsGroup":2}} | {"securityContext":{"$patch":"replace","fsGroup":3}} | {"securityContext":{"fsGroup":3}}
            a map is emptied | {"securityContext":{"runAsUser":1}} | {"securityContext":{"$patch":"delete"}} | {"securityContext":{}}
            tolerations are replaced | {"tolerations":[{"key":"a"}]} | {"tolerations":[{"key":"b"}]} | {"tolerations":[{"key":"b"}]}
            null removes | {"hostname":"x","nodeSelector":{"a":"1","b":"2"}} | {"hostname":null,"nodeSelector":{"a":null},"subdomain":null} | {"nodeSelector":{"b":"2"}}
            retained keys | {"volumes":[{"name":"v","emptyDir":{}}]} | {"volumes":[{"$retainKeys":["name","hostPath"],"name":"v","hostPath":{"path":"/x"}}]} | {"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}
            the order is set | {"containers":[{"name":"one"},{"name":"two"},{"name":"three"}]} | {"$setElementOrder/containers":[{"name":"three"},{"name":"one"}],"containers":[{"name":"one","image":"x"}]} | {"containers":[{"name":"two"},{"name":"three"},{"name":"one","image":"x"}]}
            the order alone | {"containers":[{"name":"one"},{"name":"two"}]} | {"$setElementOrder/containers":[{"name":"two"},{"name":"one"}]} | {"containers":[{"name":"two"},{"name":"one"}]}
            a new list loses its directives | {} | {"$setElementOrder/containers":[{"name":"one"}],"containers":[{"name":"one","env":[{"name":"A","$patch":"delete"}],"args":null}]} | {"containers":[{"name":"one","env":[]}]}
            other types replace | {"hostname":"x"} | {"hostname":{"a":1}} | {"hostname":{"a":1}}
            unknown fields are kept | {} | {"nope":{"a":null,"b":1}} | {"nope":{"b":1}}
            ports merge by number | {"containers":[{"name":"a","ports":[{"containerPort":80,"name":"x"}]}]} | {"containers":[{"name":"a","ports":[{"containerPort":80,"name":"y"},{"containerPort":81}]}]} | {"containers":[{"name":"a","ports":[{"containerPort":80,"name":"y"},{"containerPort":81}]}]}
            """)
    void pods_are_patched(String title, String object, String patch, String expected)
            throws IOException {
        assertThat(patched("core.v1.PodSpec", object, patch)).as(title).isEqualTo(tree(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"finalizers":["a","b"]} | {"finalizers":["c","a"]} | {"finalizers":["c","a","b"]}
            {"finalizers":["a","b"]} | {"$deleteFromPrimitiveList/finalizers":["a"]} | {"finalizers":["b"]}
            {"finalizers":["a","b"]} | {"$setElementOrder/finalizers":["c","a"],"finalizers":["c"],"$deleteFromPrimitiveList/finalizers":["b"]} | {"finalizers":["c","a"]}
            {"ownerReferences":[{"uid":"1","name":"a"}]} | {"ownerReferences":[{"uid":"1","name":"b"},{"uid":"2"}]} | {"ownerReferences":[{"uid":"1","name":"b"},{"uid":"2"}]}
            """)
    void lists_of_metadata_are_patched(String object, String patch, String expected)
            throws IOException {
        assertThat(patched("meta.v1.ObjectMeta", object, patch)).isEqualTo(tree(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"containers":[{"name":"one","$patch":"frobnicate"}]} | 500 | unknown patch type: frobnicate in map: map[$patch:frobnicate name:one]
            {"$patch":"frobnicate"} | 500 | unknown patch type: frobnicate in map: map[$patch:frobnicate]
            {"containers":[{"image":"x"}]} | 500 | map: map[image:x] does not contain declared merge key: name
            {"containers":[{"image":"x","$patch":"delete"}]} | 500 | map: map[$patch:delete image:x] does not contain declared merge key: name
            {"volumes":[{"name":"v","$retainKeys":["name"],"hostPath":{}}]} | 400 | invalid patch format of retainKeys
            {"$setElementOrder/containers":{}} | 400 | invalid patch format of setElementOrder list
            { | 400 | unexpected end of JSON input
            [] | 400 | json: cannot unmarshal array into Go value of type map[string]interface {}
            """)
    void a_patch_that_makes_no_sense_is_refused_in_upstream_words(
            String patch, int code, String message) throws IOException {
        var refused =
                refused(
                        "{\"containers\":[{\"name\":\"one\"}],\"volumes\":[{\"name\":\"v\"}]}",
                        patch);

        assertThat(refused.status().code()).isEqualTo(code);
        assertThat(refused.status().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"$setElementOrder/containers":[{"name":"two"}],"containers":[{"name":"one","image":"one:9"}]}
            """)
    void an_order_without_a_patched_element_is_refused(String patch) throws IOException {
        assertThat(refused("{\"containers\":[{\"name\":\"one\"}]}", patch).status().message())
                .isEqualTo(
                        "The order in patch list:\n[map[image:one:9 name:one]]\n"
                                + " doesn't match $setElementOrder list:\n[map[name:two]]\n");
    }

    private static PatchResult.Refused refused(String object, String patch) throws IOException {
        return (PatchResult.Refused)
                StrategicMergePatch.apply(
                        (ObjectNode) tree(object),
                        patch.getBytes(UTF_8),
                        CATALOGUE.type("core.v1.PodSpec"));
    }

    private static JsonNode patched(String type, String object, String patch) throws IOException {
        PatchResult result =
                StrategicMergePatch.apply(
                        (ObjectNode) tree(object), patch.getBytes(UTF_8), CATALOGUE.type(type));
        return ((PatchResult.Patched) result).document();
    }

    private static JsonNode tree(String json) throws IOException {
        return Json.mapper().readTree(json);
    }
}
