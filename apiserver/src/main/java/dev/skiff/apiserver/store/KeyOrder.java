package dev.skiff.apiserver.store;

import java.util.Comparator;
import java.util.Optional;

/// The order of keys: that of their UTF-8 bytes, which is that of their code points. Java's own
/// order of strings differs above U+FFFF.
public final class KeyOrder {
    public static final Comparator<String> BY_CODE_POINT = KeyOrder::compare;

    private KeyOrder() {}

    /// The least string greater than every string that begins with `prefix`; empty when there is
    /// none, as for the empty prefix.
    public static Optional<String> endOf(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next =
                        last + 1 == Character.MIN_SURROGATE
                                ? Character.MAX_SURROGATE + 1
                                : last + 1;
                return Optional.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }

    private static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int at = 0; at < shorter; at++) {
            char a = left.charAt(at);
            char b = right.charAt(at);
            if (a != b) {
                boolean sameWidth = Character.isSurrogate(a) == Character.isSurrogate(b);
                return sameWidth ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
