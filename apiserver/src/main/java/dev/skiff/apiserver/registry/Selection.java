package dev.skiff.apiserver.registry;

import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.selector.FieldSelector;
import dev.skiff.api.selector.LabelSelector;
import dev.skiff.api.selector.SelectorText;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.ObjectFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which objects of a kind a call is about.
///
/// @param prefix of their keys: one namespace, one name, or all
/// @param isFiltered whether selectors leave some out
record Selection(String prefix, ObjectFilter filter, boolean isFiltered) {
    private static final String NAME = "metadata.name";
    private static final String NAMESPACE = "metadata.namespace";

    static Selection of(ResourceRequest request, ListOptions options) {
        LabelSelector labels = valid(LabelSelector.parse(options.labelSelector()));
        FieldSelector fields = valid(FieldSelector.parse(options.fieldSelector()));
        requireKnown(fields, request.resource().strategy());
        return new Selection(
                prefix(request, fields),
                filter(labels, fields),
                !labels.isEverything() || !fields.isEverything());
    }

    private static <S> S valid(SelectorText<S> text) {
        return switch (text) {
            case SelectorText.Valid<S>(var selector) -> selector;
            case SelectorText.Malformed<S>(var message) -> throw ApiException.badRequest(message);
        };
    }

    /// Only what the path and a wanted name fix; the filter decides.
    private static String prefix(ResourceRequest request, FieldSelector fields) {
        String scope = request.namespace().isEmpty() ? "" : request.namespace() + "/";
        boolean isScoped = !scope.isEmpty() || !request.resource().kind().isNamespaced();
        return fields.requirements().stream()
                .filter(r -> isScoped && r.isEqual() && r.field().equals(NAME))
                .map(r -> scope + r.value())
                .findFirst()
                .orElse(scope);
    }

    private static ObjectFilter filter(LabelSelector labels, FieldSelector fields) {
        List<ObjectFilter> filters = new ArrayList<>();
        if (!labels.isEverything()) {
            filters.add(object -> labels.matches(object.labels()));
        }
        if (!fields.isEverything()) {
            filters.add(object -> fields.matches(field -> value(object, field)));
        }
        return switch (filters.size()) {
            case 0 -> ObjectFilter.ALL;
            case 1 -> filters.getFirst();
            default -> object -> filters.stream().allMatch(filter -> filter.matches(object));
        };
    }

    private static String value(CachedObject object, String field) {
        ObjectKey key = object.object().key();
        return switch (field) {
            case NAME -> key.name();
            case NAMESPACE -> key.namespace();
            default -> object.fields().getOrDefault(field, "");
        };
    }

    private static void requireKnown(FieldSelector selector, ResourceStrategy strategy) {
        if (selector.isEverything()) {
            return;
        }
        Set<String> own = strategy.selectableFields(Json.object()).keySet();
        for (FieldSelector.Requirement requirement : selector.requirements()) {
            String field = requirement.field();
            boolean isKnown = field.equals(NAME) || field.equals(NAMESPACE) || own.contains(field);
            if (!isKnown) {
                throw unknown(field, own.isEmpty());
            }
        }
    }

    private static ApiException unknown(String field, boolean hasOnlyMetadata) {
        return ApiException.badRequest(
                hasOnlyMetadata
                        ? "\"%s\" is not a known field selector: only \"%s\", \"%s\""
                                .formatted(field, NAME, NAMESPACE)
                        : "field label not supported: " + field);
    }
}
