package dev.skiff.api.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static final String GENERIC =
            "the server rejected our request due to an error in our request";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"a":{"b":1}} | {"a":{"c":2}} | {"a":{"b":1,"c":2}}
            {"a":{"b":1}} | {"a":{"b":null}} | {"a":{}}
            {"a":{"b":1}} | {"a":null,"x":null} | {}
            {"a":[1,2]} | {"a":[3]} | {"a":[3]}
            {"a":1} | {"a":{"b":{"c":null,"d":1}}} | {"a":{"b":{"d":1}}}
            """)
    void a_merge_patch_merges_maps(String document, String patch, String expected)
            throws IOException {
        assertThat(patched(MergePatch.apply(tree(document), bytes(patch))))
                .isEqualTo(tree(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            { | error decoding patch: unexpected end of JSON input
            a: b | error decoding patch: invalid character 'a' looking for beginning of value
            [] | error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}
            """)
    void a_malformed_merge_patch_is_refused(String patch, String message) throws IOException {
        var refused = (PatchResult.Refused) MergePatch.apply(tree("{}"), bytes(patch));

        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused.status().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"op":"add","path":"/d/c","value":"3"} | {"d":{"a":"1","c":"3"},"l":[1,2]}
            {"op":"replace","path":"/d/none","value":"x"} | {"d":{"a":"1","none":"x"},"l":[1,2]}
            {"op":"remove","path":"/d/a"} | {"d":{},"l":[1,2]}
            {"op":"add","path":"/l/-","value":3} | {"d":{"a":"1"},"l":[1,2,3]}
            {"op":"add","path":"/l/0","value":3} | {"d":{"a":"1"},"l":[3,1,2]}
            {"op":"add","path":"/l/-1","value":3} | {"d":{"a":"1"},"l":[1,2,3]}
            {"op":"replace","path":"/l/-1","value":3} | {"d":{"a":"1"},"l":[1,3]}
            {"op":"remove","path":"/l/0"} | {"d":{"a":"1"},"l":[2]}
            {"op":"add","path":"d/x","value":1} | {"d":{"a":"1"},"l":[1,2],"x":1}
            {"op":"replace","path":"","value":{"k":1}} | {"k":1}
            {"op":"move","from":"/d/a","path":"/d/z"} | {"d":{"z":"1"},"l":[1,2]}
            {"op":"copy","from":"/d/a","path":"/d/z"} | {"d":{"a":"1","z":"1"},"l":[1,2]}
            {"op":"copy","from":"/d/none","path":"/d/z"} | {"d":{"a":"1","z":null},"l":[1,2]}
            {"op":"test","path":"/d/a","value":"1"} | {"d":{"a":"1"},"l":[1,2]}
            {"op":"test","path":"/d/none","value":null} | {"d":{"a":"1"},"l":[1,2]}
            {"op":"add","path":"/d/x~1y~0z","value":1} | {"d":{"a":"1","x/y~z":1},"l":[1,2]}
            """)
    void a_json_patch_operates_on_places(String operation, String expected) throws IOException {
        JsonNode document = tree("{\"d\":{\"a\":\"1\"},\"l\":[1,2]}");

        PatchResult result = JsonPatch.apply(document, bytes("[" + operation + "]"));

        assertThat(patched(result)).isEqualTo(tree(expected));
        assertThat(document).isEqualTo(tree("{\"d\":{\"a\":\"1\"},\"l\":[1,2]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"op":"add"} | 400 | error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp
            [ | 400 | error decoding patch: unexpected end of JSON input
            [{"op":"dance","path":"/d/a"}] | 422 | G
            [{"path":"/d/a"}] | 422 | G
            [{"op":"add","value":"1"}] | 422 | G
            [{"op":"remove","path":"/d/none"}] | 422 | G
            [{"op":"remove","path":"/l/9"}] | 422 | G
            [{"op":"move","from":"/d/none","path":"/d/z"}] | 422 | G
            [{"op":"copy","from":"/none/a","path":"/d/z"}] | 422 | G
            [{"op":"add","path":"/s/a/b","value":"x"}] | 422 | G
            [{"op":"test","path":"/nope","value":"x"}] | 422 | G
            [{"op":"test","path":"/d/a","value":1}] | 422 | G
            """)
    void a_json_patch_that_does_not_fit_is_refused(String patch, int code, String message)
            throws IOException {
        JsonNode document = tree("{\"d\":{\"a\":\"1\"},\"l\":[1,2]}");

        var refused = (PatchResult.Refused) JsonPatch.apply(document, bytes(patch));

        assertThat(refused.status().code()).isEqualTo(code);
        assertThat(refused.status().message()).isEqualTo(message.equals("G") ? GENERIC : message);
    }

    @Test
    void copies_cannot_blow_a_document_up() throws IOException {
        String copies =
                IntStream.range(0, 60)
                        .mapToObj(i -> "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/c" + i + "\"}")
                        .collect(Collectors.joining(",", "[", "]"));
        String nested =
                copies.replace("\"from\":\"\"", "\"from\":\"/a\"").replaceAll("/c\\d+", "/a/-");

        assertThat(JsonPatch.apply(tree("{\"a\":[\"0123456789\"]}"), bytes(nested)))
                .isInstanceOf(PatchResult.Refused.class);
    }

    @Test
    void too_many_operations_are_refused() throws IOException {
        String patch =
                IntStream.range(0, 10_001)
                        .mapToObj(_ -> "{}")
                        .collect(Collectors.joining(",", "[", "]"));

        var refused = (PatchResult.Refused) JsonPatch.apply(tree("{}"), bytes(patch));

        assertThat(refused.status().code()).isEqualTo(413);
        assertThat(refused.status().message())
                .isEqualTo("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    @Test
    void problems_of_a_patch_are_told() throws IOException {
        var json =
                JsonPatch.apply(
                        tree("{}"),
                        bytes(
                                "[{\"op\":\"add\",\"op\":\"add\",\"path\":\"/a\",\"value\":1,\"foo\":1}]"));
        var merge = MergePatch.apply(tree("{}"), bytes("{\"spec\":{\"a\":1,\"a\":2}}"));

        assertThat(((PatchResult.Patched) json).problems())
                .containsExactly(
                        "json patch duplicate field \"[0].op\"",
                        "json patch unknown field \"[0].foo\"");
        assertThat(((PatchResult.Patched) merge).problems())
                .containsExactly("duplicate field \"spec.a\"");
    }

    private static JsonNode patched(PatchResult result) {
        return ((PatchResult.Patched) result).document();
    }

    private static JsonNode tree(String json) throws IOException {
        return Json.mapper().readTree(json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
