package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.quantity.Quantity;

/// What a pod asks for as a whole: the sum of its containers, or what its greediest init container
/// needs before them.
final class PodResources {
    private PodResources() {}

    /// @param kind `requests` or `limits`
    static Quantity sum(JsonNode pod, String kind, String resource) {
        JsonNode spec = pod.path("spec");
        Quantity sum = Quantity.ZERO;
        for (JsonNode container : spec.path("containers")) {
            sum = sum.plus(amount(container, kind, resource));
        }
        Quantity sidecars = Quantity.ZERO;
        Quantity peak = Quantity.ZERO;
        for (JsonNode container : spec.path("initContainers")) {
            Quantity amount = amount(container, kind, resource);
            if (container.path("restartPolicy").asText().equals("Always")) {
                sidecars = sidecars.plus(amount);
                amount = Quantity.ZERO;
            }
            peak = larger(peak, sidecars.plus(amount));
        }
        return larger(sum.plus(sidecars), peak);
    }

    private static Quantity larger(Quantity one, Quantity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Quantity amount(JsonNode container, String kind, String resource) {
        return Quantity.of(container.path("resources").path(kind).path(resource).asText("0"));
    }
}
