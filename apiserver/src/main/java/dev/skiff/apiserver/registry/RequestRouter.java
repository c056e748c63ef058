package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.authorization.Refusal;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From path and method to the endpoint that answers: who may do it, is it there, can it be done.
final class RequestRouter {
    private final Authorizer authorizer;
    private final Map<Kind, ResourceEndpoint> endpoints;
    private final List<PathEndpoint> paths;

    /// @param paths answer what is not a resource; the first that knows a path answers it
    RequestRouter(
            Authorizer authorizer,
            Map<Kind, ResourceEndpoint> endpoints,
            List<PathEndpoint> paths) {
        this.authorizer = authorizer;
        this.endpoints = endpoints;
        this.paths = List.copyOf(paths);
    }

    ApiResponse route(ApiRequest request) {
        RequestAttributes attributes = RequestAttributes.of(request);
        if (!authorizer.allows(attributes)) {
            throw Refusal.of(attributes);
        }
        return attributes.isResource()
                ? endpoint(attributes).answer(request, attributes)
                : path(request);
    }

    private ResourceEndpoint endpoint(RequestAttributes attributes) {
        GroupVersion groupVersion = new GroupVersion(attributes.group(), attributes.version());
        return Kinds.byResource(groupVersion, attributes.resource())
                .map(endpoints::get)
                .orElseThrow(Refusals::noSuchResource);
    }

    private ApiResponse path(ApiRequest request) {
        for (PathEndpoint endpoint : paths) {
            Optional<ApiResponse> answer = endpoint.answer(request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return ApiResponse.text(404, "404 page not found\n");
    }
}
