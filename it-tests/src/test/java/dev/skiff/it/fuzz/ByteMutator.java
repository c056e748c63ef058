package dev.skiff.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Changes a body whatever it says: cut off, bits flipped, pieces moved, compressed.
final class ByteMutator implements Mutator {
    private static final int BOMB_BYTES = 24 * 1024 * 1024;

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (!request.hasBody()) {
            return request;
        }
        byte[] body = request.body().clone();
        return switch (chooser.below(8)) {
            case 0 -> request.withBody(Arrays.copyOf(body, chooser.below(body.length)));
            case 1 -> request.withBody(withPiece(body, chooser));
            case 2 -> request.withBody(gzip(body)).with("Content-Encoding", "gzip");
            case 3 -> request.with("Content-Encoding", "gzip");
            case 4 -> compressedBadly(request, chooser);
            default -> request.withBody(flipped(body, chooser));
        };
    }

    static byte[] flipped(byte[] body, Chooser chooser) {
        int flips = chooser.few(6);
        for (int i = 0; i < flips; i++) {
            body[chooser.below(body.length)] ^= (byte) (1 << chooser.below(8));
        }
        return body;
    }

    private static byte[] withPiece(byte[] body, Chooser chooser) {
        byte[] piece = chooser.bytes(chooser.few(40));
        int at = chooser.below(body.length);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(body, 0, at);
        changed.writeBytes(piece);
        changed.write(body, at, body.length - at);
        return changed.toByteArray();
    }

    private static FuzzRequest compressedBadly(FuzzRequest request, Chooser chooser) {
        if (chooser.oneIn(60)) {
            return request.withBody(gzip(new byte[BOMB_BYTES])).with("Content-Encoding", "gzip");
        }
        return request.withBody(flipped(gzip(request.body()), chooser))
                .with("Content-Encoding", chooser.oneIn(2) ? "gzip" : "deflate");
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }
}
