package dev.skiff.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSetTest {
    @Test
    void fields_in_any_order_make_the_same_set() {
        int count = 50_000;
        ObjectNode backwards = Json.object();
        ObjectNode forwards = Json.object();
        for (int i = 0; i < count; i++) {
            backwards.putObject("f:%05d".formatted(count - 1 - i));
            forwards.putObject("f:%05d".formatted(i));
        }

        FieldSet read = FieldSetReader.read(backwards).orElseThrow();

        assertThat(read.size()).isEqualTo(count);
        assertThat(read).isEqualTo(FieldSetReader.read(forwards).orElseThrow());
    }

    @Test
    void what_is_below_the_same_element_is_joined() {
        FieldSet.Builder set = new FieldSet.Builder();
        set.put(PathElement.field("b"), FieldSet.MEMBER);
        set.put(PathElement.field("a"), FieldSet.ofFields(List.of("x")));
        set.put(PathElement.field("b"), FieldSet.ofFields(List.of("y")));

        assertThat(set.build()).hasToString("{\"f:a\":{\"f:x\":{}},\"f:b\":{\".\":{},\"f:y\":{}}}");
    }
}
