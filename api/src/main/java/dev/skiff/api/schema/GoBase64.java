package dev.skiff.api.schema;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/// Base64 as the API reads it: line breaks are skipped, padding is required, and an error says
/// where.
final class GoBase64 {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private GoBase64() {}

    sealed interface Result {}

    record Decoded(byte[] bytes) implements Result {}

    record Corrupt(int at) implements Result {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Result decode(String text) {
        try {
            if (text.length() % 4 == 0) {
                return new Decoded(Base64.getDecoder().decode(text));
            }
        } catch (IllegalArgumentException e) {
            return decodeSlowly(text); // line breaks, or an error to be located
        }
        return decodeSlowly(text);
    }

    private static Result decodeSlowly(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        int bits = 0;
        int sextets = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int value = ALPHABET.indexOf(c);
            if (c == '=') {
                return end(text, at, sextets, new Quantum(out, bits));
            }
            if (value < 0 && !isLineBreak(c)) {
                return new Corrupt(at);
            }
            if (value >= 0) {
                bits = bits << 6 | value;
                sextets++;
            }
            if (sextets == 4) {
                out.write(bits >> 16);
                out.write(bits >> 8);
                out.write(bits);
                sextets = 0;
                bits = 0;
            }
        }
        return sextets == 0 ? new Decoded(out.toByteArray()) : new Corrupt(text.length() - sextets);
    }

    private record Quantum(ByteArrayOutputStream out, int bits) {}

    /// At the first padding character; nothing but padding may follow.
    private static Result end(String text, int padding, int sextets, Quantum last) {
        if (sextets < 2) {
            return new Corrupt(padding);
        }
        int at = skipLineBreaks(text, padding + 1);
        if (sextets == 2) {
            if (at == text.length()) {
                return new Corrupt(text.length());
            }
            if (text.charAt(at) != '=') {
                return new Corrupt(at);
            }
            at = skipLineBreaks(text, at + 1);
        }
        if (at < text.length()) {
            return new Corrupt(at);
        }
        int missing = 4 - sextets;
        int bits = last.bits() << 6 * missing;
        last.out().write(bits >> 16);
        if (missing == 1) {
            last.out().write(bits >> 8);
        }
        return new Decoded(last.out().toByteArray());
    }

    private static int skipLineBreaks(String text, int from) {
        int at = from;
        while (at < text.length() && isLineBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
