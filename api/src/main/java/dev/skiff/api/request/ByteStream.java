package dev.skiff.api.request;

import java.io.IOException;
import java.io.OutputStream;

/// Bytes produced as they become available.
public interface ByteStream extends AutoCloseable {
    /// Writes to `out` until the end, flushing whenever the source pauses. Blocks the calling
    /// thread.
    void copyTo(OutputStream out) throws IOException;

    /// Ends [#copyTo] soon, from any thread. May be called more than once.
    @Override
    void close();
}
