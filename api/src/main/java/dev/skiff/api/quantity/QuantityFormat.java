package dev.skiff.api.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Writes the canonical form of an amount.
final class QuantityFormat {
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};

    private QuantityFormat() {}

    static String format(BigDecimal amount, Quantity.Family family) {
        if (amount.signum() == 0) {
            return "0";
        }
        return switch (family) {
            case BINARY ->
                    amount.abs().compareTo(KIBI) < 0 ? decimal(amount, true) : binary(amount);
            case DECIMAL -> decimal(amount, true);
            case EXPONENT -> decimal(amount, false);
        };
    }

    private static String binary(BigDecimal amount) {
        BigInteger mantissa = amount.setScale(0, RoundingMode.UP).toBigInteger();
        int power = 0;
        while (power < BINARY.length - 1 && mantissa.getLowestSetBit() >= 10) {
            mantissa = mantissa.shiftRight(10);
            power++;
        }
        return mantissa + BINARY[power];
    }

    /// `amount` has no trailing zeros, so its scale is the exponent to bring to a multiple of
    /// three.
    private static String decimal(BigDecimal amount, boolean suffixes) {
        int exponent = Math.floorDiv(-amount.scale(), 3) * 3;
        BigInteger mantissa = amount.movePointLeft(exponent).toBigIntegerExact();
        if (exponent == 0) {
            return mantissa.toString();
        }
        int index = exponent / 3 + 3;
        return suffixes && index < DECIMAL.length
                ? mantissa + DECIMAL[index]
                : mantissa + "e" + exponent;
    }
}
