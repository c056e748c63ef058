package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.protobuf.ProtobufBody;
import dev.skiff.api.protobuf.ProtobufWriter;
import dev.skiff.api.schema.SchemaCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Writes a JSON body in protobuf, and changes what it then says.
final class ProtobufMutator implements Mutator {
    private static final int ENVELOPE = 4;

    private final ProtobufWriter writer;

    ProtobufMutator(SchemaCatalogue schemas) {
        writer = new ProtobufWriter(schemas);
    }

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.mediaType().equals(FuzzRequest.JSON) || !request.hasBody()) {
            return request;
        }
        try {
            if (!(Json.mapper().readTree(request.body()) instanceof ObjectNode object)
                    || !isKnown(object)) {
                return request;
            }
            byte[] written = writer.write(object);
            return request.withType(ProtobufBody.MEDIA_TYPE).withBody(changed(written, chooser));
        } catch (IOException | RuntimeException _) {
            return request; // not an object that has a form in protobuf
        }
    }

    private static boolean isKnown(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        return !apiVersion.isEmpty()
                && ProtobufWriter.knows(
                        GroupVersion.parse(apiVersion), object.path("kind").asText());
    }

    private static byte[] changed(byte[] body, Chooser chooser) {
        return switch (chooser.below(10)) {
            case 0 -> body;
            case 1 -> Arrays.copyOf(body, chooser.below(body.length));
            case 2 -> with(body, chooser, unknownField(chooser));
            case 3 -> with(body, chooser, chooser.bytes(chooser.few(20)));
            case 4 -> nested(body, chooser);
            case 5 -> withByte(body, chooser, (byte) 0xff);
            case 6 -> withByte(body, chooser, (byte) 0);
            case 7 -> withByte(body, chooser, (byte) chooser.below(128));
            default -> flippedBehind(body, chooser);
        };
    }

    /// Leaves the mark at the beginning alone, mostly.
    private static byte[] flippedBehind(byte[] body, Chooser chooser) {
        byte[] changed = ByteMutator.flipped(body.clone(), chooser);
        if (!chooser.oneIn(10)) {
            System.arraycopy(body, 0, changed, 0, ENVELOPE);
        }
        return changed;
    }

    private static byte[] withByte(byte[] body, Chooser chooser, byte value) {
        byte[] changed = body.clone();
        changed[ENVELOPE + chooser.below(body.length - ENVELOPE)] = value;
        return changed;
    }

    private static byte[] with(byte[] body, Chooser chooser, byte[] piece) {
        int at = chooser.oneIn(2) ? body.length : ENVELOPE + chooser.below(body.length - ENVELOPE);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(body, 0, at);
        changed.writeBytes(piece);
        changed.write(body, at, body.length - at);
        return changed.toByteArray();
    }

    /// A field with a number and a wire type of its own choice, and bytes that may fit it.
    private static byte[] unknownField(Chooser chooser) {
        byte[] field = chooser.bytes(12);
        field[0] = (byte) (chooser.below(16) << 3 | chooser.below(8));
        field[1] = (byte) chooser.below(16);
        return field;
    }

    /// Groups within groups, or messages that each hold but the next.
    private static byte[] nested(byte[] body, Chooser chooser) {
        byte[] deep = new byte[chooser.few(3000)];
        Arrays.fill(deep, (byte) (chooser.oneIn(2) ? 0x0b : 0x0a));
        return with(body, chooser, deep);
    }
}
