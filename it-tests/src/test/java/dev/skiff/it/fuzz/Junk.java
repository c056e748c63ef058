package dev.skiff.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Bytes that are no request, or lie about where it ends.
final class Junk {
    private static final List<String> LINES = OddWords.of("junk.lines");
    private static final List<String> LENGTHS = OddWords.of("junk.lengths");
    private static final List<String> CHUNKS = OddWords.of("junk.chunks");

    private Junk() {}

    static byte[] pick(FuzzRequest near, String host, Chooser chooser) {
        byte[] whole = near.wire(host, FuzzedServer.TOKEN);
        return switch (chooser.below(6)) {
            case 0 -> chooser.of(LINES).getBytes(StandardCharsets.ISO_8859_1);
            case 1 -> ByteMutator.flipped(whole, chooser);
            case 2 -> Arrays.copyOf(whole, 1 + chooser.below(whole.length));
            case 3 -> lying(near, host, chooser);
            case 4 -> pipelined(near, host, chooser);
            default -> longHead(near, host, chooser);
        };
    }

    private static byte[] lying(FuzzRequest near, String host, Chooser chooser) {
        String length = chooser.of(LENGTHS);
        int colon = length.indexOf(": ");
        FuzzRequest lying =
                (chooser.oneIn(2)
                                ? near.withBody(chooser.of(CHUNKS).getBytes(StandardCharsets.UTF_8))
                                : near)
                        .withHeaders(List.of())
                        .plus(
                                colon < 0 ? "Transfer-Encoding" : length.substring(0, colon),
                                colon < 0 ? "x" : length.substring(colon + 2));
        return lying.withMethod("POST").wire(host, FuzzedServer.TOKEN);
    }

    private static byte[] pipelined(FuzzRequest near, String host, Chooser chooser) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        int count = chooser.few(20);
        for (int i = 0; i < count; i++) {
            many.writeBytes(near.wire(host, FuzzedServer.TOKEN));
        }
        many.writeBytes(chooser.bytes(chooser.few(20)));
        return many.toByteArray();
    }

    private static byte[] longHead(FuzzRequest near, String host, Chooser chooser) {
        FuzzRequest large = near;
        int count = chooser.few(200);
        for (int i = 0; i < count; i++) {
            large = large.plus("X-" + i, "x".repeat(chooser.few(300)));
        }
        return large.wire(host, FuzzedServer.TOKEN);
    }
}
