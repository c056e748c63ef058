package dev.skiff.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;

/// How much of a resource a pod asks for: what its containers need at once, or what it names for
/// itself as a whole, and its overhead.
final class RequestedResources {
    private RequestedResources() {}

    /// @param spec of the pod
    static Quantity of(JsonNode spec, String resource) {
        JsonNode own = Fields.at(spec, "resources", "requests");
        Quantity needed =
                Fields.has(own, resource) ? amount(own, resource) : atOnce(spec, resource);
        return needed.plus(amount(Fields.at(spec, "overhead"), resource));
    }

    /// Zero where none is named.
    static Quantity amount(JsonNode amounts, String resource) {
        String text = Fields.text(amounts, resource);
        return text.isEmpty() ? Quantity.ZERO : Quantity.of(text);
    }

    /// Init containers run one after the other, beside those of them that keep running.
    private static Quantity atOnce(JsonNode spec, String resource) {
        Quantity beside = Quantity.ZERO;
        Quantity peak = Quantity.ZERO;
        for (JsonNode container : Fields.at(spec, "initContainers")) {
            Quantity request = request(container, resource);
            Quantity running = beside.plus(request);
            if (Fields.text(container, "restartPolicy").equals("Always")) {
                beside = running;
            }
            peak = running.compareTo(peak) > 0 ? running : peak;
        }
        Quantity usual = beside;
        for (JsonNode container : Fields.at(spec, "containers")) {
            usual = usual.plus(request(container, resource));
        }
        return usual.compareTo(peak) > 0 ? usual : peak;
    }

    private static Quantity request(JsonNode container, String resource) {
        return amount(Fields.at(container, "resources", "requests"), resource);
    }
}
