package dev.skiff.client;

import dev.skiff.api.kind.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which objects an [Informer] keeps.
///
/// @param namespace empty: all of them
/// @param labelSelector, fieldSelector empty: no restriction
public record Selection(Kind kind, String namespace, String labelSelector, String fieldSelector) {
    public static Selection all(Kind kind) {
        return new Selection(kind, "", "", "");
    }

    public Selection inNamespace(String name) {
        return new Selection(kind, name, labelSelector, fieldSelector);
    }

    public Selection withLabels(String selector) {
        return new Selection(kind, namespace, selector, fieldSelector);
    }

    public Selection withFields(String selector) {
        return new Selection(kind, namespace, labelSelector, selector);
    }

    String path() {
        return kind.collectionPath(namespace);
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        if (!labelSelector.isEmpty()) {
            query.put("labelSelector", labelSelector);
        }
        if (!fieldSelector.isEmpty()) {
            query.put("fieldSelector", fieldSelector);
        }
        return query;
    }
}
