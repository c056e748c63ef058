package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.cache.WindowLimits;
import dev.skiff.apiserver.registry.kinds.Strategies;
import dev.skiff.apiserver.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Every kind we serve with its verbs, over one store.
public final class Registry implements AutoCloseable {
    private final List<WatchCache> caches = new ArrayList<>();
    private final Map<Kind, Resource> resources = new LinkedHashMap<>();
    private final RequestRouter router;

    public Registry(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Authorizer authorizer,
            List<PathEndpoint> paths) {
        SchemaCatalogue schemas = SchemaCatalogue.load();
        for (Kind kind : Kinds.ALL) {
            resources.put(kind, resource(kind, store, schemas));
        }
        Verbs verbs = new Verbs(store, clock, new Identities(random));
        Map<Kind, ResourceEndpoint> endpoints = new LinkedHashMap<>();
        resources.forEach(
                (kind, resource) ->
                        endpoints.put(kind, new ResourceEndpoint(resource, verbs.of(kind))));
        router = new RequestRouter(authorizer, endpoints, paths);
    }

    /// Answers a call. Failures are [dev.skiff.api.status.ApiException]s.
    public ApiResponse answer(ApiRequest request) {
        return router.route(request);
    }

    /// The answer that carries this status.
    public static ApiResponse failure(Status status) {
        return Answers.status(status, List.of());
    }

    /// Loads every kind from the store.
    public void load() {
        caches.forEach(WatchCache::load);
    }

    /// Lets time pass. To be called about each second.
    public void tick(Instant now) {
        caches.forEach(cache -> cache.tick(now));
    }

    @Override
    public void close() {
        caches.forEach(WatchCache::close);
    }

    private Resource resource(Kind kind, Store store, SchemaCatalogue schemas) {
        ResourceStrategy strategy = Strategies.forKind(kind);
        WatchCache cache =
                new WatchCache(kind, store, strategy::selectableFields, WindowLimits.STANDARD);
        caches.add(cache);
        return new Resource(
                schemas.forKind(kind), strategy, new DurableObjects(store, cache), cache);
    }
}
