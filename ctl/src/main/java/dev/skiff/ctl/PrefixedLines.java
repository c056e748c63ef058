package dev.skiff.ctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Puts a prefix before every line. Several may share what they write to: lines stay whole.
final class PrefixedLines extends OutputStream {
    private final byte[] prefix;
    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    PrefixedLines(String prefix, OutputStream out) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        if (line.size() == 0) {
            line.write(prefix);
        }
        line.write(octet);
        if (octet == '\n') {
            pass();
        }
    }

    private void pass() throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        out.write(whole, 0, whole.length);
        out.flush();
    }

    /// Passes on what came since the last end of line.
    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            pass();
        }
    }
}
