package dev.skiff.api.tunnel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Frames as bytes: a type, and then the fields of that type in order.
public final class FrameCodec {
    private static final int HELLO = 1;
    private static final int RESUME = 2;
    private static final int CALL = 3;
    private static final int HEAD = 4;
    private static final int DATA = 5;
    private static final int END = 6;
    private static final int CONSUMED = 7;
    private static final int CANCEL = 8;
    private static final int ALIVE = 9;
    private static final int MISSED = 10;

    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_CALLS = 10_000;

    private FrameCodec() {}

    public static void write(Frame frame, DataOutputStream out) throws IOException {
        switch (frame) {
            case Frame.Hello(var session) -> {
                out.writeByte(HELLO);
                writeText(session, out);
            }
            case Frame.Resume(var calls) -> {
                out.writeByte(RESUME);
                out.writeInt(calls.size());
                for (Frame.Wanted wanted : calls) {
                    out.writeInt(wanted.stream());
                    out.writeLong(wanted.received());
                }
            }
            case Frame.Call(int stream, var request) -> writeBytes(CALL, stream, request, out);
            case Frame.Head(int stream, var head) -> writeBytes(HEAD, stream, head, out);
            case Frame.Data(int stream, long offset, var bytes) -> {
                writeStream(DATA, stream, out);
                out.writeLong(offset);
                writeBytes(bytes, out);
            }
            case Frame.End(int stream, var failure) ->
                    writeBytes(END, stream, failure.getBytes(StandardCharsets.UTF_8), out);
            case Frame.Consumed(int stream, long offset) -> {
                writeStream(CONSUMED, stream, out);
                out.writeLong(offset);
            }
            case Frame.Cancel(int stream) -> writeStream(CANCEL, stream, out);
            case Frame.Missed(int stream) -> writeStream(MISSED, stream, out);
            case Frame.Alive() -> out.writeByte(ALIVE);
        }
    }

    /// @throws IOException if the connection ended, or what came is no frame
    public static Frame read(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case HELLO -> new Frame.Hello(new String(readBytes(in), StandardCharsets.UTF_8));
            case RESUME -> new Frame.Resume(readCalls(in));
            case CALL -> new Frame.Call(in.readInt(), readBytes(in));
            case HEAD -> new Frame.Head(in.readInt(), readBytes(in));
            case DATA -> new Frame.Data(in.readInt(), in.readLong(), readBytes(in));
            case END ->
                    new Frame.End(in.readInt(), new String(readBytes(in), StandardCharsets.UTF_8));
            case CONSUMED -> new Frame.Consumed(in.readInt(), in.readLong());
            case CANCEL -> new Frame.Cancel(in.readInt());
            case MISSED -> new Frame.Missed(in.readInt());
            case ALIVE -> new Frame.Alive();
            default -> throw new IOException("no frame has the type " + type);
        };
    }

    private static List<Frame.Wanted> readCalls(DataInputStream in) throws IOException {
        int count = bounded(in.readInt(), MOST_CALLS);
        List<Frame.Wanted> calls = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            calls.add(new Frame.Wanted(in.readInt(), in.readLong()));
        }
        return calls;
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void writeBytes(int type, int stream, byte[] bytes, DataOutputStream out)
            throws IOException {
        writeStream(type, stream, out);
        writeBytes(bytes, out);
    }

    private static void writeStream(int type, int stream, DataOutputStream out) throws IOException {
        out.writeByte(type);
        out.writeInt(stream);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bounded(bytes.length, MOST_BYTES));
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[bounded(in.readInt(), MOST_BYTES)];
        in.readFully(bytes);
        return bytes;
    }

    private static int bounded(int size, int most) throws IOException {
        if (size < 0 || size > most) {
            throw new IOException("a frame of size " + size + ", at most " + most + " is allowed");
        }
        return size;
    }
}
