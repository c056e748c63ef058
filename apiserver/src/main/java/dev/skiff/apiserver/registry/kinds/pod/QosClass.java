package dev.skiff.apiserver.registry.kinds.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How well a pod is served when its node runs out of something: `Guaranteed`, `Burstable` or
/// `BestEffort`.
final class QosClass {
    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QosClass() {}

    static String of(JsonNode spec) {
        List<JsonNode> resources = new ArrayList<>();
        if (Fields.at(spec, "resources").isObject()) {
            resources.add(Fields.at(spec, "resources"));
        } else {
            for (String list : List.of("containers", "initContainers")) {
                Fields.at(spec, list).forEach(c -> resources.add(Fields.at(c, "resources")));
            }
        }
        Map<String, Quantity> requests = new TreeMap<>();
        Map<String, Quantity> limits = new TreeMap<>();
        boolean isEachLimited = true;
        for (JsonNode resource : resources) {
            add(Fields.at(resource, "requests"), requests);
            int limited = add(Fields.at(resource, "limits"), limits);
            isEachLimited &= limited == COUNTED.size();
        }
        if (requests.isEmpty() && limits.isEmpty()) {
            return "BestEffort";
        }
        return isEachLimited && areSame(requests, limits) ? "Guaranteed" : "Burstable";
    }

    private static boolean areSame(Map<String, Quantity> requests, Map<String, Quantity> limits) {
        return requests.keySet().equals(limits.keySet())
                && requests.entrySet().stream()
                        .allMatch(e -> isAmount(limits.get(e.getKey()), e.getValue()));
    }

    private static boolean isAmount(@Nullable Quantity limit, Quantity request) {
        return limit != null && request.compareTo(limit) == 0;
    }

    /// Returns how many of the counted resources were there.
    private static int add(JsonNode amounts, Map<String, Quantity> sums) {
        int counted = 0;
        for (String name : COUNTED) {
            String text = Fields.text(amounts, name);
            if (!text.isEmpty() && Quantity.of(text).signum() > 0) {
                sums.merge(name, Quantity.of(text), Quantity::plus);
                counted++;
            }
        }
        return counted;
    }
}
