package dev.skiff.api.codec;

import java.math.BigDecimal;

/// How Go writes a floating point number: the fewest digits that tell it from its neighbours.
final class GoFloat {
    /// From this exponent on `%v` writes one digit before the point.
    private static final int SCIENTIFIC_FROM = 6;

    private static final int SCIENTIFIC_BELOW = -4;
    private static final int JSON_SCIENTIFIC_FROM = 21;
    private static final int JSON_SCIENTIFIC_BELOW = -6;

    private GoFloat() {}

    /// What `%v` prints: `1.5`, `1.2345675e+06`.
    static String value(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal digits = digits(number);
        int exponent = exponent(digits);
        return exponent < SCIENTIFIC_BELOW || exponent >= SCIENTIFIC_FROM
                ? scientific(digits, exponent, "%se%+03d")
                : digits.toPlainString();
    }

    /// What stands in JSON: `1234567.5`, `1e+21`.
    static String json(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal digits = digits(number);
        int exponent = exponent(digits);
        return exponent < JSON_SCIENTIFIC_BELOW || exponent >= JSON_SCIENTIFIC_FROM
                ? scientific(digits, exponent, "%se%+d")
                : digits.toPlainString();
    }

    private static BigDecimal digits(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros();
    }

    private static int exponent(BigDecimal digits) {
        return digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    }

    private static String scientific(BigDecimal digits, int exponent, String format) {
        BigDecimal mantissa = digits.movePointLeft(exponent);
        return format.formatted(mantissa.toPlainString(), exponent);
    }
}
