package dev.skiff.api.quantity;

import dev.skiff.api.codec.RecentTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// An exact amount with the family of suffixes it was written in: `500m`, `1Gi`, `12e6`.
///
/// Amounts are kept to a billionth, rounded away from zero, and no larger than 2^63 - 1. Equality
/// is that of amount and family; [#compareTo] looks at the amount alone.
public final class Quantity implements Comparable<Quantity> {
    private static final int FINEST_SCALE = 9;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final RecentTexts<QuantityText> RECENT =
            new RecentTexts<>(QuantityParser::parse);

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Family.DECIMAL);

    private final BigDecimal amount;
    private final Family family;
    /// As [#toString] gives it, once somebody asked.
    private volatile @Nullable String text;

    /// How a quantity is written.
    public enum Family {
        /// `n u m k M G T P E`
        DECIMAL,
        /// `Ki Mi Gi Ti Pi Ei`
        BINARY,
        /// `e3`, `e-6`
        EXPONENT
    }

    Quantity(BigDecimal amount, Family family) {
        this(amount, family, null);
    }

    /// @param text how it was written, where that is written back instead of the canonical form
    Quantity(BigDecimal amount, Family family, @Nullable String text) {
        BigDecimal rounded =
                amount.scale() > FINEST_SCALE
                        ? amount.setScale(FINEST_SCALE, RoundingMode.UP)
                        : amount;
        BigDecimal kept = rounded.min(LARGEST).max(LARGEST.negate());
        this.amount = kept.signum() == 0 ? BigDecimal.ZERO : kept.stripTrailingZeros();
        this.family = family;
        this.text = text;
    }

    /// Reads a quantity that is known to be well-formed.
    ///
    /// @throws IllegalArgumentException when it is not
    public static Quantity of(String text) {
        return switch (read(text)) {
            case QuantityText.Valid(var quantity) -> quantity;
            case QuantityText.Malformed(var message) ->
                    throw new IllegalArgumentException("quantity \"" + text + "\": " + message);
        };
    }

    /// Reads a quantity as users write it.
    public static QuantityText read(String text) {
        return RECENT.read(text);
    }

    public static Quantity ofUnits(long units) {
        return new Quantity(BigDecimal.valueOf(units), Family.DECIMAL);
    }

    public static Quantity ofMillis(long millis) {
        return new Quantity(BigDecimal.valueOf(millis, 3), Family.DECIMAL);
    }

    public static Quantity ofBytes(long bytes) {
        return new Quantity(BigDecimal.valueOf(bytes), Family.BINARY);
    }

    /// In whole units, rounded away from zero.
    public long units() {
        return amount.setScale(0, RoundingMode.UP).longValueExact();
    }

    /// In thousandths, rounded away from zero; the largest `long` if that does not hold it.
    public long millis() {
        BigInteger millis = amount.movePointRight(3).setScale(0, RoundingMode.UP).toBigInteger();
        if (millis.bitLength() < Long.SIZE) {
            return millis.longValue();
        }
        return millis.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    public BigDecimal amount() {
        return amount;
    }

    public Family family() {
        return family;
    }

    public int signum() {
        return amount.signum();
    }

    /// The sum, in this quantity's family; in the other's when this one is zero.
    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount), signum() == 0 ? other.family : family);
    }

    /// The difference, in this quantity's family; in the other's when this one is zero.
    public Quantity minus(Quantity other) {
        return new Quantity(amount.subtract(other.amount), signum() == 0 ? other.family : family);
    }

    /// Rounded away from zero to whole thousandths, as resource lists are.
    public Quantity roundedToMillis() {
        return amount.scale() <= 3
                ? this
                : new Quantity(amount.setScale(3, RoundingMode.UP), family);
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity that
                && amount.equals(that.amount)
                && family == that.family;
    }

    @Override
    public int hashCode() {
        return amount.hashCode() * 31 + family.hashCode();
    }

    /// The canonical form: no fraction, the largest suffix that allows it. Some forms are close
    /// enough to it for the API to leave them alone: `+1Gi`, `1.500`.
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = QuantityFormat.format(amount, family);
            text = known;
        }
        return known;
    }
}
