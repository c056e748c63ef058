package dev.skiff.api.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/// What is around an object on the wire. Read by hand: the generated class for it complains on
/// standard error about its age.
record Envelope(String apiVersion, String kind, ByteString raw) {
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    static Envelope read(byte[] body, int offset) throws InvalidProtocolBufferException {
        Strings outer = Strings.read(body, offset, body.length - offset);
        byte[] typeMeta = outer.first().toByteArray();
        Strings type = Strings.read(typeMeta, 0, typeMeta.length);
        return new Envelope(
                type.first().toStringUtf8(), type.second().toStringUtf8(), outer.second());
    }

    /// The first two fields of a message, both of which are strings or messages.
    private record Strings(ByteString first, ByteString second) {
        static Strings read(byte[] bytes, int offset, int length)
                throws InvalidProtocolBufferException {
            ByteString first = ByteString.EMPTY;
            ByteString second = ByteString.EMPTY;
            CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
            try {
                for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                    if (tag == tag(FIRST)) {
                        first = in.readBytes();
                    } else if (tag == tag(SECOND)) {
                        second = in.readBytes();
                    } else {
                        in.skipField(tag);
                    }
                }
            } catch (InvalidProtocolBufferException e) {
                throw e;
            } catch (IOException e) {
                throw new InvalidProtocolBufferException(e);
            }
            return new Strings(first, second);
        }

        private static int tag(int field) {
            return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }
    }
}
