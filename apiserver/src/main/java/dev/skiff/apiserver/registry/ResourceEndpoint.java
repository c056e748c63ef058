package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Subresource;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One kind at its paths: finds the verb that answers a call.
///
/// @param verbs by the name of the verb, after the subresource and a slash where there is one:
///     `get`, `status/patch`
record ResourceEndpoint(Resource resource, Map<String, Verb> verbs) {
    private static final List<String> READ_COLLECTION_VERBS = List.of("list", "watch");
    private static final List<String> COLLECTION_VERBS =
            List.of("create", "deletecollection", "list", "watch");

    /// Every answer about a deprecated kind says so.
    ApiResponse answer(ApiRequest request, RequestAttributes attributes) {
        ApiResponse answer = servedOrRefused(request, attributes);
        return resource.strategy()
                .deprecation()
                .map(text -> Answers.warned(answer, text))
                .orElse(answer);
    }

    /// Who is refused is still warned of what was seen by then.
    private ApiResponse servedOrRefused(ApiRequest request, RequestAttributes attributes) {
        Warnings warnings = new Warnings();
        try {
            return served(request, attributes, warnings);
        } catch (ApiException e) {
            return Answers.status(e.status(), warnings.texts());
        }
    }

    private ApiResponse served(
            ApiRequest request, RequestAttributes attributes, Warnings warnings) {
        requirePath(attributes);
        Verb verb = verbs.get(key(attributes));
        boolean isServed =
                verb != null
                        && !request.method().equals("HEAD")
                        && served(attributes).contains(attributes.verb())
                        && isAddressed(attributes);
        if (verb == null || !isServed) {
            throw Refusals.methodNotAllowed();
        }
        return verb.answer(new ResourceRequest(request, attributes, resource, warnings));
    }

    private static String key(RequestAttributes attributes) {
        return attributes.subresource().isEmpty()
                ? attributes.verb()
                : attributes.subresource() + "/" + attributes.verb();
    }

    private List<String> served(RequestAttributes attributes) {
        return subresource(attributes).map(Subresource::verbs).orElse(resource.kind().verbs());
    }

    private Optional<Subresource> subresource(RequestAttributes attributes) {
        return resource.kind().subresource(attributes.subresource());
    }

    /// Whether the path leads to where the verb works: to a collection, an object, or all
    /// namespaces.
    private boolean isAddressed(RequestAttributes attributes) {
        boolean isOfCollection =
                attributes.subresource().isEmpty() && COLLECTION_VERBS.contains(attributes.verb());
        boolean isAcrossNamespaces =
                resource.kind().isNamespaced() && attributes.namespace().isEmpty();
        return isOfCollection == attributes.name().isEmpty()
                && (!isAcrossNamespaces || READ_COLLECTION_VERBS.contains(attributes.verb()));
    }

    private void requirePath(RequestAttributes attributes) {
        boolean hasSubresource =
                attributes.subresource().isEmpty() || subresource(attributes).isPresent();
        boolean isPlaced =
                resource.kind().isNamespaced()
                        ? !attributes.namespace().isEmpty() || attributes.name().isEmpty()
                        : attributes.namespace().isEmpty() || attributes.isOfNamespace();
        if (!hasSubresource || !isPlaced) {
            throw Refusals.noSuchResource();
        }
    }
}
