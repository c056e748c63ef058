package dev.skiff.api.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredObjectTest {
    private static final String STORED =
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-1","namespace":"shop",\
            "annotations":{"labels":"none"},"labels":{"app":"web","tier":"front \\"end\\""}},\
            "spec":{"metadata":{"labels":{"app":"other"}}}}""";

    @Test
    void name_and_labels_are_read_without_the_rest() {
        StoredObject object = stored(STORED, 7);

        assertThat(object.key()).isEqualTo(new ObjectKey("shop", "web-1"));
        assertThat(object.labels())
                .containsExactly(entry("app", "web"), entry("tier", "front \"end\""));
    }

    /// Some kinds take nearly any name that can stand in a path.
    @Test
    void an_object_may_be_called_by_a_blank() {
        assertThat(stored("{\"kind\":\"A\",\"metadata\":{\"name\":\" \"}}", 1).key())
                .isEqualTo(ObjectKey.cluster(" "));
    }

    @Test
    void an_object_may_have_no_labels() {
        assertThat(stored("{\"kind\":\"A\",\"metadata\":{}}", 1).labels()).isEmpty();
        assertThat(stored("{\"kind\":\"A\",\"metadata\":{\"labels\":null}}", 1).labels()).isEmpty();
    }

    @Test
    void the_revision_is_shown_in_every_form() throws IOException {
        StoredObject object = stored(STORED, 7);

        assertThat(object.tree().at("/metadata/resourceVersion").asText()).isEqualTo("7");
        assertThat(Json.readOwn(written(object))).isEqualTo(object.tree());
        assertThat(new String(written(object), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\",");
    }

    @Test
    void the_decoded_object_is_shared_while_somebody_uses_it() {
        StoredObject object = stored(STORED, 7);
        var first = object.tree();

        assertThat(object.tree()).isSameAs(first);
    }

    private static byte[] written(StoredObject object) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        object.writeTo(out);
        return out.toByteArray();
    }

    private static StoredObject stored(String text, long revision) {
        return StoredObject.of(text.getBytes(StandardCharsets.UTF_8), revision);
    }
}
