package dev.skiff.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns resource lists of the API into [Resources]. What is not whole is rounded up.
final class Amounts {
    static final String CPU = "cpu";
    static final String MEMORY = "memory";
    static final String EPHEMERAL_STORAGE = "ephemeral-storage";
    static final String PODS = "pods";

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Amounts() {}

    static Resources of(@Nullable Map<String, Quantity> list) {
        if (list == null || list.isEmpty()) {
            return Resources.NONE;
        }
        SortedMap<String, Long> extended = new TreeMap<>();
        list.forEach(
                (name, quantity) -> {
                    if (isExtended(name)) {
                        extended.put(name, whole(quantity));
                    }
                });
        return new Resources(
                millis(list.get(CPU)),
                whole(list.get(MEMORY)),
                whole(list.get(EPHEMERAL_STORAGE)),
                extended);
    }

    static long whole(@Nullable Quantity quantity) {
        return quantity == null ? 0 : roundedUp(quantity.getNumericalAmount());
    }

    private static long millis(@Nullable Quantity quantity) {
        return quantity == null ? 0 : roundedUp(quantity.getNumericalAmount().multiply(THOUSAND));
    }

    /// Amounts beyond a long count as the greatest long, as upstream's do.
    private static long roundedUp(BigDecimal amount) {
        BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Long.MAX_VALUE
                : whole.longValue();
    }

    private static boolean isExtended(String name) {
        return switch (name) {
            case CPU, MEMORY, EPHEMERAL_STORAGE, PODS -> false;
            default -> true;
        };
    }
}
