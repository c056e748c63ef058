package dev.skiff.api.quantity;

import dev.skiff.api.quantity.Quantity.Family;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Reads `[+-] digits [. digits] suffix`.
final class QuantityParser {
    private static final String WRONG_FORMAT =
            "quantities must match the regular expression"
                    + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private static final String WRONG_SUFFIX = "unable to parse quantity's suffix";
    private static final String DECIMAL = "num kMGTPE";
    private static final String BINARY = "KMGTPE";
    private static final int LONGEST_EXPONENT = 4;
    private static final int LONGEST_TEXT = 256;

    private QuantityParser() {}

    static QuantityText parse(String text) {
        int numberEnd = endOfNumber(text);
        String number = text.substring(0, numberEnd);
        String suffix = text.substring(numberEnd);
        if (text.length() > LONGEST_TEXT || !hasDigit(number) || !isSuffixShaped(suffix)) {
            return new QuantityText.Malformed(WRONG_FORMAT);
        }
        QuantityText read = scaled(new BigDecimal(number), suffix);
        return read instanceof QuantityText.Valid(var quantity) && isLeftAlone(number, suffix)
                ? new QuantityText.Valid(new Quantity(quantity.amount(), quantity.family(), text))
                : read;
    }

    private static int endOfNumber(String text) {
        int at = !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
        at = skipDigits(text, at);
        return at < text.length() && text.charAt(at) == '.' ? skipDigits(text, at + 1) : at;
    }

    private static boolean hasDigit(String number) {
        return number.chars().anyMatch(QuantityParser::isDigit);
    }

    private static boolean isSuffixShaped(String suffix) {
        int at = 0;
        while (at < suffix.length() && "eEinumkKMGTP".indexOf(suffix.charAt(at)) >= 0) {
            at++;
        }
        if (at < suffix.length() && isSign(suffix.charAt(at))) {
            at++;
        }
        return skipDigits(suffix, at) == suffix.length();
    }

    private static QuantityText scaled(BigDecimal number, String suffix) {
        if (suffix.isEmpty()) {
            return valid(number, Family.DECIMAL);
        }
        char first = suffix.charAt(0);
        if (suffix.length() == 1 && first != ' ' && DECIMAL.indexOf(first) >= 0) {
            return valid(number.scaleByPowerOfTen(3 * DECIMAL.indexOf(first) - 9), Family.DECIMAL);
        }
        if (suffix.length() == 2 && suffix.charAt(1) == 'i' && BINARY.indexOf(first) >= 0) {
            BigInteger factor = BigInteger.ONE.shiftLeft(10 * (BINARY.indexOf(first) + 1));
            return binary(number.multiply(new BigDecimal(factor)));
        }
        return first == 'e' || first == 'E'
                ? withExponent(number, suffix.substring(1))
                : new QuantityText.Malformed(WRONG_SUFFIX);
    }

    /// Below one there is nothing binary about an amount.
    private static QuantityText binary(BigDecimal amount) {
        boolean isFraction = amount.abs().compareTo(BigDecimal.ONE) < 0 && amount.signum() != 0;
        return valid(amount, isFraction ? Family.DECIMAL : Family.BINARY);
    }

    private static QuantityText withExponent(BigDecimal number, String exponent) {
        boolean isSigned = !exponent.isEmpty() && isSign(exponent.charAt(0));
        int digits = exponent.length() - (isSigned ? 1 : 0);
        boolean isNumber = skipDigits(exponent, isSigned ? 1 : 0) == exponent.length();
        return isNumber && digits > 0 && digits <= LONGEST_EXPONENT
                ? valid(number.scaleByPowerOfTen(Integer.parseInt(exponent)), Family.EXPONENT)
                : new QuantityText.Malformed(WRONG_SUFFIX);
    }

    private static QuantityText valid(BigDecimal amount, Family family) {
        return new QuantityText.Valid(new Quantity(amount, family));
    }

    /// Whether upstream's quick look takes the text for canonical. It overlooks a sign, leading
    /// zeros and fractions of three, six or nine digits.
    private static boolean isLeftAlone(String number, String suffix) {
        int point = number.indexOf('.');
        String fraction = point < 0 ? "" : number.substring(point + 1);
        String whole = withoutSignAndZeros(point < 0 ? number : number.substring(0, point));
        if (suffix.endsWith("i")) {
            int powers = BINARY.indexOf(suffix.charAt(0)) + 1;
            boolean isQuick = whole.length() <= 14 - 3 * powers && !whole.isEmpty();
            return isQuick && fraction.isEmpty() && (Long.parseLong(whole) & 7) != 0;
        }
        boolean isQuick = whole.length() + fraction.length() <= 18 && !whole.isEmpty();
        return isQuick
                && fraction.length() % 3 == 0
                && (fraction.isEmpty() || !suffix.equals("n"))
                && fraction.length() <= 9
                && hasWholeThousands(suffix)
                && !(whole + fraction).endsWith("000");
    }

    private static String withoutSignAndZeros(String digits) {
        int at = !digits.isEmpty() && isSign(digits.charAt(0)) ? 1 : 0;
        while (at < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }

    private static boolean hasWholeThousands(String suffix) {
        boolean isExponent = suffix.length() > 1;
        return !isExponent || Integer.parseInt(suffix.substring(1)) % 3 == 0;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }
}
