package dev.skiff.apiserver.openapi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Bytes kept compressed: documents shrink to a twentieth, and nearly every client takes them so.
///
/// @param gzip not to be changed
/// @param sizeBytes of the plain bytes
/// @param hash of the plain bytes, in upper-case hexadecimal
record PackedBytes(byte[] gzip, int sizeBytes, String hash) {
    static PackedBytes of(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 16);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new PackedBytes(packed.toByteArray(), plain.length, hashOf(plain));
    }

    byte[] plain() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed does not unpack", e);
        }
    }

    private static String hashOf(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(plain);
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-512", e);
        }
    }
}
