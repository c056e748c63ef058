package dev.skiff.apiserver.registry;

import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.cache.ObjectFilter;

/// Which objects of a kind a call is about.
///
/// @param prefix of their keys: one namespace, or all
/// @param isFiltered whether selectors or a name leave some out
record Selection(String prefix, ObjectFilter filter, boolean isFiltered) {
    static Selection of(ResourceRequest request, ListOptions options) {
        String prefix = request.namespace().isEmpty() ? "" : request.namespace() + "/";
        if (!options.labelSelector().isEmpty() || !options.fieldSelector().isEmpty()) {
            throw ApiException.badRequest("selectors are not served yet");
        }
        return new Selection(prefix, ObjectFilter.ALL, false);
    }
}
