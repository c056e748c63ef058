package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.authorization.RequestAttributes;

/// One call on one kind, allowed already.
///
/// @param warnings what its caller is to be warned of, even if it is refused in the end
record ResourceRequest(
        ApiRequest http, RequestAttributes attributes, Resource resource, Warnings warnings) {
    /// Empty for cluster-scoped kinds and across all namespaces.
    String namespace() {
        return resource.kind().isNamespaced() ? attributes.namespace() : "";
    }

    String name() {
        return attributes.name();
    }

    String subresource() {
        return attributes.subresource();
    }

    UserInfo user() {
        return attributes.user();
    }
}
