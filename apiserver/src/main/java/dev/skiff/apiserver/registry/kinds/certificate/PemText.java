package dev.skiff.apiserver.registry.kinds.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/// The PEM blocks of a field of bytes.
final class PemText {
    private PemText() {}

    /// In order, up to the first that is malformed.
    ///
    /// @param field as it is in JSON: in base64
    static List<PemObject> blocks(String field) {
        byte[] text = Base64.getDecoder().decode(field);
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader =
                new PemReader(new StringReader(new String(text, StandardCharsets.ISO_8859_1)))) {
            @Nullable PemObject block = next(reader);
            while (block != null) {
                blocks.add(block);
                block = next(reader);
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException("closing a reader of memory", e);
        }
    }

    /// Null when there is none, or it is malformed.
    private static @Nullable PemObject next(PemReader reader) {
        try {
            return reader.readPemObject();
        } catch (IOException | RuntimeException malformed) {
            return null;
        }
    }
}
