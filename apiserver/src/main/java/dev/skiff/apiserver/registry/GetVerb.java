package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.cache.CacheSnapshot;
import dev.skiff.apiserver.cache.CachedObject;
import java.util.List;

/// `GET` of one object.
final class GetVerb implements Verb {
    private final Freshness freshness;
    private final Answers answers;

    GetVerb(Freshness freshness, Answers answers) {
        this.freshness = freshness;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        return answers.object(200, request, read(request), List.of());
    }

    /// The object the path names, as fresh as the query asks.
    StoredObject read(ResourceRequest request) {
        Kind kind = request.resource().kind();
        CacheSnapshot state =
                freshness.state(
                        request.resource().cache(),
                        request.http().query().firstOrEmpty("resourceVersion"));
        String key =
                kind.isNamespaced() ? request.namespace() + "/" + request.name() : request.name();
        return state.objects()
                .get(key)
                .map(CachedObject::object)
                .orElseThrow(() -> ApiException.notFound(kind, request.name()));
    }
}
