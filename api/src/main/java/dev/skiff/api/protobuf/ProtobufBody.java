package dev.skiff.api.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Reads the envelope of Kubernetes' protobuf bodies and the object in it. Thread-safe.
///
/// What comes out still has to be decoded by [dev.skiff.api.schema.ObjectDecoder]: Go's encoder
/// writes out empty fields.
public final class ProtobufBody {
    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private static final GroupVersion OPTIONS = GroupVersion.parse("v1");

    private final SchemaCatalogue catalogue;

    public ProtobufBody(SchemaCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public sealed interface Result {}

    /// @param object with `kind` and `apiVersion`
    public record Read(ObjectNode object) implements Result {}

    /// @param message in upstream's words
    public record Unreadable(String message) implements Result {}

    /// @param groupVersion, kind what the object is when the envelope does not say
    public Result read(byte[] body, GroupVersion groupVersion, String kind) {
        return read(body, kind, said -> said.isEmpty() ? groupVersion : GroupVersion.parse(said));
    }

    /// Options of a call, which are the same in every group version; the envelope may name any.
    ///
    /// @param kind what they are when the envelope does not say
    public Result readOptions(byte[] body, String kind) {
        return read(body, kind, _ -> OPTIONS);
    }

    private Result read(byte[] body, String kind, Function<String, GroupVersion> groupVersion) {
        if (!Arrays.equals(body, 0, Math.min(4, body.length), MAGIC, 0, 4)) {
            return new Unreadable(
                    "provided data does not appear to be a protobuf message,"
                            + " expected prefix [107 56 115 0]");
        }
        try {
            Envelope envelope = Envelope.read(body, MAGIC.length);
            String kindName = envelope.kind().isEmpty() ? kind : envelope.kind();
            return object(groupVersion.apply(envelope.apiVersion()), kindName, envelope.raw());
        } catch (InvalidProtocolBufferException e) {
            return new Unreadable("unexpected EOF");
        }
    }

    private Result object(GroupVersion groupVersion, String kind, ByteString raw)
            throws InvalidProtocolBufferException {
        Optional<TypeSchema> schema = catalogue.forKind(groupVersion, kind);
        Optional<Descriptor> descriptor = ProtobufTypes.find(groupVersion, kind);
        if (schema.isEmpty() || descriptor.isEmpty()) {
            return new Unreadable(
                    "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
                            .formatted(kind, groupVersion.apiVersion()));
        }
        ObjectNode object = Json.object();
        object.put("kind", kind).put("apiVersion", groupVersion.apiVersion());
        DynamicMessage message = DynamicMessage.parseFrom(descriptor.get(), raw);
        MessageTree.fill(object, message, schema.get());
        return new Read(object);
    }
}
