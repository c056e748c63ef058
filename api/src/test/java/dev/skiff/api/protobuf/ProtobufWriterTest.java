package dev.skiff.api.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.DecodeResult;
import dev.skiff.api.schema.FieldSchema;
import dev.skiff.api.schema.FieldType;
import dev.skiff.api.schema.ObjectDecoder;
import dev.skiff.api.schema.ScalarKind;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProtobufWriterTest {
    private static final SchemaCatalogue CATALOGUE = SchemaCatalogue.load();
    private static final int DEPTH = 12;

    private final ProtobufWriter writer = new ProtobufWriter(CATALOGUE);
    private final ProtobufBody reader = new ProtobufBody(CATALOGUE);

    @TestFactory
    List<DynamicTest> every_field_of_every_kind_reads_as_it_was_written() {
        return Kinds.ALL.stream()
                .filter(kind -> writer.knows(kind.groupVersion(), kind.name()))
                .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> roundTrip(kind)))
                .toList();
    }

    private void roundTrip(Kind kind) {
        TypeSchema type = CATALOGUE.forKind(kind);
        ObjectNode object = decoded(type, full(kind, type));

        byte[] written = writer.write(object);

        var read = (ProtobufBody.Read) reader.read(written, kind.groupVersion(), "Other");
        assertThat(decoded(type, read.object())).isEqualTo(object);
    }

    @Test
    void a_list_holds_its_metadata_and_items() throws InvalidProtocolBufferException {
        ObjectNode list = Json.object().put("kind", "PodList").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "12").put("remainingItemCount", 3);
        list.putArray("items").addObject().putObject("metadata").put("name", "web");

        V1.PodList pods = V1.PodList.parseFrom(unwrapped(writer.write(list)).getRaw());

        assertThat(pods.getMetadata().getResourceVersion()).isEqualTo("12");
        assertThat(pods.getMetadata().getRemainingItemCount()).isEqualTo(3);
        assertThat(pods.getItemsList())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("web");
    }

    @Test
    void an_event_is_framed_by_its_length() throws InvalidProtocolBufferException {
        ObjectNode pod = Json.object().put("kind", "Pod").put("apiVersion", "v1");
        pod.putObject("metadata").put("name", "web");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        writer.writeEvent("ADDED", pod, out);

        byte[] frame = out.toByteArray();
        assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
        Meta.WatchEvent event =
                Meta.WatchEvent.parseFrom(Arrays.copyOfRange(frame, 4, frame.length));
        assertThat(event.getType()).isEqualTo("ADDED");
        Unknown object = unwrapped(event.getObject().getRaw().toByteArray());
        assertThat(object.getTypeMeta().getKind()).isEqualTo("Pod");
        assertThat(V1.Pod.parseFrom(object.getRaw()).getMetadata().getName()).isEqualTo("web");
    }

    @Test
    void a_kind_without_a_form_is_refused() {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");

        assertThat(writer.knows(GroupVersion.parse("meta.k8s.io/v1"), "Table")).isFalse();
        assertThatThrownBy(() -> writer.write(table))
                .isInstanceOf(ProtobufWriter.NoSuchFormException.class);
    }

    private static Unknown unwrapped(byte[] bytes) throws InvalidProtocolBufferException {
        assertThat(bytes).startsWith('k', '8', 's', 0);
        return Unknown.parseFrom(Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    private static ObjectNode decoded(TypeSchema type, ObjectNode object) {
        var decoded = (DecodeResult.Decoded) ObjectDecoder.decode(type, object);
        assertThat(decoded.problems()).isEmpty();
        return decoded.object();
    }

    /// An object in which every field is set, as far down as types do not repeat.
    private static ObjectNode full(Kind kind, TypeSchema type) {
        ObjectNode object = struct(type, 0);
        return object.put("kind", kind.name()).put("apiVersion", kind.groupVersion().apiVersion());
    }

    private static ObjectNode struct(TypeSchema type, int depth) {
        ObjectNode object = Json.object();
        if (depth < DEPTH) {
            for (FieldSchema field : type.fields().values()) {
                object.set(field.name(), value(field.type(), depth + 1));
            }
        }
        // Messages of objects within objects do not say what these are.
        return object.has("metadata") ? object.without(List.of("kind", "apiVersion")) : object;
    }

    private static JsonNode value(FieldType type, int depth) {
        return switch (type) {
            case FieldType.Struct struct -> struct(struct.schema(), depth);
            case FieldType.ListOf(var element, _, _) ->
                    Json.object().arrayNode().add(value(element, depth));
            case FieldType.MapOf(var element) -> Json.object().set("key", value(element, depth));
            case FieldType.Scalar(var kind, _) -> scalar(kind, depth);
        };
    }

    private static JsonNode scalar(ScalarKind kind, int depth) {
        return switch (kind) {
            case STRING -> TextNode.valueOf("text");
            case INT32 -> IntNode.valueOf(7);
            case INT64 -> LongNode.valueOf(1L << 40);
            case NUMBER -> DoubleNode.valueOf(1.5);
            case BOOLEAN -> BooleanNode.TRUE;
            case QUANTITY -> TextNode.valueOf("500m");
            case INT_OR_STRING -> depth % 2 == 0 ? IntNode.valueOf(80) : TextNode.valueOf("25%");
            case TIME -> TextNode.valueOf("2020-09-13T12:26:40Z");
            case MICRO_TIME -> TextNode.valueOf("2020-09-13T12:26:40.123456Z");
            case BYTES -> TextNode.valueOf("aGk=");
            case RAW_OBJECT, ANY, FIELDS_V1 -> Json.object().set("a", Json.object());
        };
    }
}
