package dev.skiff.apiserver.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Compresses as fast as zlib can, as clients in the same network would rather have it.
final class FastGzip extends GZIPOutputStream {
    private static final int BUFFER_BYTES = 8 * 1024;

    FastGzip(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(Deflater.BEST_SPEED);
    }

    /// Gives up what has been written, and the memory that compressing takes outside the heap.
    void discard() {
        def.end();
    }
}
