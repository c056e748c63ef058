package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.selector.LabelSelector;

/// The pods that a workload or a Service selects.
final class PodsOf {
    private PodsOf() {}

    /// A label selector object, or a Service's plain map, in the form of a query.
    static String selector(JsonNode selector) {
        boolean isObject = selector.has("matchLabels") || selector.has("matchExpressions");
        return isObject
                ? LabelSelector.ofObject(selector).toString()
                : LabelSelector.ofLabels(Describer.sorted(selector)).toString();
    }
}
