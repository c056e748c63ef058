package dev.skiff.api.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            a: b | {"a":"b"}
            a: y | {"a":true}
            a: Off | {"a":false}
            on: 1 | {"true":1}
            a: 'y' | {"a":"y"}
            a: "1" | {"a":"1"}
            a: 0644 | {"a":420}
            a: 0o14 | {"a":12}
            a: 08 | {"a":8}
            a: 0x1F | {"a":31}
            a: 0b11 | {"a":3}
            a: 1_000 | {"a":1000}
            a: 1e3 | {"a":1000}
            a: 1.50 | {"a":1.5}
            a: 12:30:45 | {"a":"12:30:45"}
            a: 2020-01-01 | {"a":"2020-01-01"}
            a: 18446744073709551615 | {"a":18446744073709551615}
            a: -5 | {"a":-5}
            a: 1.2.3 | {"a":"1.2.3"}
            a: ~ | {"a":null}
            a: | {"a":null}
            1: a | {"1":"a"}
            1.5: a | {"1.5":"a"}
            a: !!str 5 | {"a":"5"}
            a: !!binary aGk= | {"a":"hi"}
            a: = | {"a":"="}
            [] | []
            {"b":1,"a":[true,null]} | {"a":[true,null],"b":1}
            x: &x {a: 1}\\nz: *x | {"x":{"a":1},"z":{"a":1}}
            x: &x {a: 1, b: 2}\\nz: {<<: *x, b: 3} | {"x":{"a":1,"b":2},"z":{"a":1,"b":3}}
            a: 1\\n---\\nb: 2 | {"a":1}
            # nothing | null
            """)
    void words_mean_what_they_mean_to_kubernetes(String yaml, String json) throws IOException {
        var read = (Yaml.Read) Yaml.read(yaml.translateEscapes().getBytes(UTF_8));

        assertThat(read.tree()).isEqualTo(Json.mapper().readTree(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            apiVersion: v1\\nkind: ConfigMap\\n metadata: [ | yaml: line 3: mapping values are not allowed in this context
            { | yaml: line 1: did not find expected node content
            a: [1, 2 | yaml: line 1: did not find expected ',' or ']'
            a: 1\\nb | yaml: line 3: could not find expected ':'
            a:\\n  - b\\n c | yaml: line 2: did not find expected key
            a:\\n\\tb: 1 | yaml: line 2: found character that cannot start any token
            a: *x | yaml: unknown anchor 'x' referenced
            a: &x [*x] | yaml: anchor 'x' value contains itself
            """)
    void broken_text_is_refused_with_its_line(String yaml, String message) {
        assertThat(Yaml.read(yaml.translateEscapes().getBytes(UTF_8)))
                .isEqualTo(new Yaml.Unreadable(message));
    }

    @Test
    void keys_given_twice_are_told_and_the_last_one_counts() throws IOException {
        var read = (Yaml.Read) Yaml.read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n");

        assertThat(read.tree()).isEqualTo(Json.mapper().readTree("{\"a\":3,\"b\":{\"c\":2}}"));
        assertThat(read.problems())
                .containsExactly(
                        "yaml: unmarshal errors:\n"
                                + "  line 4: key \"c\" already set in map\n"
                                + "  line 5: key \"a\" already set in map");
    }

    @Test
    void aliases_cannot_blow_a_document_up() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }

        assertThat(Yaml.read(bomb.toString()))
                .isEqualTo(new Yaml.Unreadable("yaml: document contains excessive aliasing"));
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(Yaml.read("[".repeat(2000))).isInstanceOf(Yaml.Unreadable.class);
    }

    @Test
    void a_file_holds_several_documents() {
        assertThat(Yaml.documents("a: 1\n---\n\n---\nb: 2\n--- # c\nc: 3"))
                .containsExactly("a: 1\n", "b: 2\n", "c: 3");
    }
}
