package dev.skiff.apiserver.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Bytes that are gathered and sent without being copied once more.
final class OutputBuffer extends ByteArrayOutputStream {
    OutputBuffer(int capacity) {
        super(capacity);
    }

    /// What has been written. Shares the memory, so it is good until the next write or reset.
    ByteBuffer content() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}
