package dev.skiff.agent.env;

import dev.skiff.api.quantity.Quantity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Reads a container's own requests and limits, as `resourceFieldRef` names them.
public final class ResourceFieldRefs {
    private ResourceFieldRefs() {}

    /// The amount in units of the divisor, rounded up. A limit that isn't set is what the node has.
    ///
    /// @return empty if there is no such resource
    public static Optional<String> read(
            PodContext context, Container container, ResourceFieldSelector selector) {
        return amount(context, container, selector.getResource())
                .map(amount -> amount.divide(divisor(selector), 0, RoundingMode.UP))
                .map(BigDecimal::toPlainString);
    }

    private static Optional<BigDecimal> amount(
            PodContext context, Container container, String resource) {
        int dot = resource.indexOf('.');
        String name = resource.substring(dot + 1);
        return switch (dot < 0 ? "" : resource.substring(0, dot)) {
            case "requests" ->
                    Optional.of(
                            ContainerResources.request(container, name).orElse(BigDecimal.ZERO));
            case "limits" ->
                    ContainerResources.limit(container, name)
                            .or(() -> ofNode(context.allocatable(), name));
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> ofNode(PodContext.NodeAllocatable node, String name) {
        return switch (name) {
            case "cpu" -> Optional.of(BigDecimal.valueOf(node.cpuMillis(), 3));
            case "memory" -> Optional.of(BigDecimal.valueOf(node.memoryBytes()));
            default -> Optional.of(BigDecimal.ZERO);
        };
    }

    private static BigDecimal divisor(ResourceFieldSelector selector) {
        if (selector.getDivisor() == null) {
            return BigDecimal.ONE;
        }
        BigDecimal divisor = Quantity.of(selector.getDivisor().toString()).amount();
        return divisor.signum() == 0 ? BigDecimal.ONE : divisor;
    }
}
