package dev.skiff.api.codec;

import java.util.Comparator;

/// The order of keys in YAML that Kubernetes' tools print: numbers by value, and anything that is
/// no letter before letters.
final class NaturalOrder implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        if (at == one.length() || at == other.length()) {
            return Integer.compare(one.length(), other.length());
        }
        char a = one.charAt(at);
        char b = other.charAt(at);
        if (Character.isLetter(a) || Character.isLetter(b)) {
            boolean areBoth = Character.isLetter(a) && Character.isLetter(b);
            return areBoth ? Character.compare(a, b) : Character.isLetter(a) ? 1 : -1;
        }
        int byNumber = compareNumbers(one, other, at);
        return byNumber != 0 ? byNumber : Character.compare(a, b);
    }

    /// The numbers that begin where the texts part; a longer run of digits is the larger one.
    private static int compareNumbers(String one, String other, int at) {
        int oneEnd = endOfDigits(one, at);
        int otherEnd = endOfDigits(other, at);
        boolean isWithinNumber = at > 0 && isDigit(one.charAt(at - 1)) && hasNonZeroBefore(one, at);
        String a =
                isWithinNumber ? one.substring(at, oneEnd) : stripZeros(one.substring(at, oneEnd));
        String b =
                isWithinNumber
                        ? other.substring(at, otherEnd)
                        : stripZeros(other.substring(at, otherEnd));
        if (a.length() != b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        int byDigits = a.compareTo(b);
        return byDigits != 0 ? byDigits : Integer.compare(oneEnd, otherEnd);
    }

    private static boolean hasNonZeroBefore(String text, int at) {
        int before = at - 1;
        while (before >= 0 && isDigit(text.charAt(before))) {
            if (text.charAt(before) != '0') {
                return true;
            }
            before--;
        }
        return false;
    }

    private static String stripZeros(String digits) {
        int at = 0;
        while (at < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
