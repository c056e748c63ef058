package dev.skiff.api.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Writes objects, lists of them and events of watches as Kubernetes' protobuf. Thread-safe.
public final class ProtobufWriter {
    /// The object is of a kind that has no form in protobuf.
    public static final class NoSuchFormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchFormException(String message) {
            super(message);
        }
    }

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final String LIST = "List";

    private final SchemaCatalogue catalogue;

    public ProtobufWriter(SchemaCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Whether there is a form for this kind.
    public static boolean knows(GroupVersion groupVersion, String kind) {
        return ProtobufTypes.find(groupVersion, kind).isPresent();
    }

    /// An object or a list, in the envelope that says what it is.
    ///
    /// @param object with `kind` and `apiVersion`
    public byte[] write(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        ByteString type = strings(apiVersion, kind);
        ByteString raw = message(GroupVersion.parse(apiVersion), kind, object).toByteString();
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.size() + type.size() + 32);
        out.writeBytes(MAGIC);
        fields(out, type, raw);
        return out.toByteArray();
    }

    /// An event of a watch: its length in four bytes, then the message.
    ///
    /// @param type such as `ADDED`
    public void writeEvent(String type, ObjectNode object, ByteArrayOutputStream out) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        fields(raw, ByteString.copyFrom(write(object)));
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        fields(event, ByteString.copyFromUtf8(type), ByteString.copyFrom(raw.toByteArray()));
        int length = event.size();
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(length >>> shift);
        }
        out.writeBytes(event.toByteArray());
    }

    private DynamicMessage message(GroupVersion groupVersion, String kind, ObjectNode object) {
        Descriptor form =
                ProtobufTypes.find(groupVersion, kind)
                        .orElseThrow(
                                () ->
                                        new NoSuchFormException(
                                                groupVersion + " " + kind + " has no protobuf"));
        Optional<TypeSchema> schema = catalogue.forKind(groupVersion, kind);
        return schema.isPresent()
                ? TreeMessage.of(form, object, schema.get())
                : list(form, groupVersion, kind, object);
    }

    private DynamicMessage list(
            Descriptor form, GroupVersion groupVersion, String kind, ObjectNode object) {
        DynamicMessage.Builder list = DynamicMessage.newBuilder(form);
        FieldDescriptor metadata = form.findFieldByName("metadata");
        list.setField(
                metadata,
                TreeMessage.of(
                        metadata.getMessageType(),
                        object.path("metadata"),
                        catalogue.type("meta.v1.ListMeta")));
        FieldDescriptor items = form.findFieldByName("items");
        String itemKind = kind.substring(0, kind.length() - LIST.length());
        TypeSchema schema =
                catalogue
                        .forKind(groupVersion, itemKind)
                        .orElseThrow(() -> new NoSuchFormException("no kind " + itemKind));
        for (JsonNode item : object.path("items")) {
            list.addRepeatedField(items, TreeMessage.of(items.getMessageType(), item, schema));
        }
        return list.build();
    }

    private static ByteString strings(String first, String second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields(out, ByteString.copyFromUtf8(first), ByteString.copyFromUtf8(second));
        return ByteString.copyFrom(out.toByteArray());
    }

    /// Fields 1, 2 and so on of a message.
    private static void fields(ByteArrayOutputStream to, ByteString... values) {
        CodedOutputStream out = CodedOutputStream.newInstance(to);
        try {
            for (int i = 0; i < values.length; i++) {
                out.writeBytes(i + 1, values[i]);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
    }
}
