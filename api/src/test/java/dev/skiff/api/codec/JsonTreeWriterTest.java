package dev.skiff.api.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "null",
                "{\"a\":[1,-2,9223372036854775807,1.5,1E+3,true,false,null],\"b\":{\"\":{}}}",
                "[12345678901234567890123,0.1,-0.0,1e-9]",
                "\"quote \\\" backslash \\\\ slash / delete \u007f\"",
                "\"\\b\\t\\n\\f\\r\\u0000\\u001F\"",
                "{\"caf\u00e9 \\\"x\\\"\":\"\u07ff\u0800\uffff \ud83d\ude80 \u2028\"}",
            })
    void a_tree_is_written_as_the_library_writes_it(String json) throws IOException {
        JsonNode tree = Json.mapper().readTree(json);

        assertThat(JsonTreeWriter.write(tree)).asString(UTF_8).isEqualTo(libraryText(tree));
    }

    @Test
    void any_text_is_written_as_the_library_writes_it() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text =
                    random.ints(random.nextInt(40), 0, 0x1_1000)
                            .map(c -> c < 0xD800 ? c : c + 0x1_0000)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            JsonNode tree = TextNode.valueOf(text);

            assertThat(JsonTreeWriter.write(tree)).asString(UTF_8).isEqualTo(libraryText(tree));
        }
    }

    @Test
    void large_trees_are_written_whole() throws IOException {
        JsonNode tree =
                Json.object()
                        .put("plain", "a".repeat(100_000))
                        .put("escaped", "\n".repeat(100_000))
                        .put("decimal", new BigDecimal("1.50"));

        assertThat(JsonTreeWriter.write(tree)).asString(UTF_8).isEqualTo(libraryText(tree));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD83D, 0xDE80})
    void half_a_character_is_replaced(int half) {
        String text = "a" + (char) half + "b" + (char) half;

        assertThat(JsonTreeWriter.write(TextNode.valueOf(text)))
                .asString(UTF_8)
                .isEqualTo("\"a\ufffdb\ufffd\"");
    }

    @Test
    void a_node_that_is_missing_is_null() {
        assertThat(JsonTreeWriter.write(JsonNodeFactory.instance.missingNode()))
                .asString(UTF_8)
                .isEqualTo("null");
    }

    private static String libraryText(JsonNode tree) throws JsonProcessingException {
        return Json.mapper().writeValueAsString(tree);
    }
}
