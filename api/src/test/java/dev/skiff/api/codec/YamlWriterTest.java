package dev.skiff.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlWriterTest {
    @Test
    void an_object_is_written_as_tools_print_it() throws IOException {
        String json =
                """
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x","labels":{},"annotations":{"a10":"1","a2":"b",
                 "x/last":"{\\"a\\":1}\\n"},"creationTimestamp":"2020-01-01T00:00:00Z"},
                 "items":[{"a":1,"b":[]},["x",["y"]],"t\\nu",null],"n":1.5,"big":1e30,"empty":"","flag":true}
                """;

        assertThat(Yaml.write(Json.mapper().readTree(json)))
                .isEqualTo(
                        """
                        apiVersion: v1
                        big: 1e+30
                        empty: ""
                        flag: true
                        items:
                        - a: 1
                          b: []
                        - - x
                          - - "y"
                        - |-
                          t
                          u
                        - null
                        kind: ConfigMap
                        metadata:
                          annotations:
                            a2: b
                            a10: "1"
                            x/last: |
                              {"a":1}
                          creationTimestamp: "2020-01-01T00:00:00Z"
                          labels: {}
                          name: x
                        "n": 1.5
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            plain text | plain text
            true | "true"
            0644 | "0644"
            1e3 | "1e3"
            ~ | "~"
            12:30 | "12:30"
            a: b | 'a: b'
            a:b | a:b
            a # b | 'a # b'
            - a | '- a'
            -a | -a
            *x | '*x'
            it's | it's
            'a | '''a'
            {a} | '{a}'
            --- | '---'
            ends: | 'ends:'
            tab\\tx | "tab\\\\tx"
            ü | ü
            """)
    void a_string_is_quoted_only_where_needed(String text, String written) {
        assertThat(Yaml.write(TextNode.valueOf(text.translateEscapes())))
                .isEqualTo(written.replace("\\\\", "\\") + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb'",
        "'a\nb\n'",
        "'a\n\n'",
        "' a\nb'",
        "'\n'",
        "'a \nb'",
        "'a\n b '",
        "x: y\n- z"
    })
    void what_is_written_reads_back(String text) throws IOException {
        var tree = Json.object().put("k", text).put("z", "end");
        tree.putArray("l").add(text).add("end");

        assertThat(((Yaml.Read) Yaml.read(Yaml.write(tree))).tree()).isEqualTo(tree);
    }
}
