package dev.skiff.agent.env;

import dev.skiff.api.quantity.Quantity;
import io.fabric8.kubernetes.api.model.Container;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// A container's requests and limits as numbers.
public final class ContainerResources {
    private ContainerResources() {}

    public static Optional<BigDecimal> request(Container container, String name) {
        return container.getResources() == null
                ? Optional.empty()
                : find(container.getResources().getRequests(), name);
    }

    public static Optional<BigDecimal> limit(Container container, String name) {
        return container.getResources() == null
                ? Optional.empty()
                : find(container.getResources().getLimits(), name);
    }

    private static Optional<BigDecimal> find(
            Map<String, io.fabric8.kubernetes.api.model.Quantity> amounts, String name) {
        return amounts == null || amounts.get(name) == null
                ? Optional.empty()
                : Optional.of(Quantity.of(amounts.get(name).toString()).amount());
    }
}
