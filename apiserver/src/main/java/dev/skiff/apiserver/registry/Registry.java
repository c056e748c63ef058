package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.admission.ClusterState;
import dev.skiff.apiserver.admission.DefaultTolerations;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.cache.WindowLimits;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Every kind we serve with its verbs, over one store.
public final class Registry implements ClusterState, AutoCloseable {
    private final Map<Kind, Resource> resources = new LinkedHashMap<>();
    private final RequestRouter router;

    public Registry(World world, Routes routes) {
        for (Kind kind : Kinds.ALL) {
            resources.put(kind, resource(kind, world));
        }
        ApiServerSettings settings = world.settings();
        AdmissionChain admission =
                AdmissionChain.standard(
                        this,
                        new DefaultTolerations(
                                settings.notReadySeconds(), settings.unreachableSeconds()));
        Verbs verbs = new Verbs(world, admission, resource(Kinds.POD));
        Map<Kind, ResourceEndpoint> endpoints = new LinkedHashMap<>();
        resources.forEach(
                (kind, resource) ->
                        endpoints.put(kind, new ResourceEndpoint(resource, verbs.of(kind))));
        router = new RequestRouter(routes.authorizer(), endpoints, routes.paths());
    }

    /// What the registry works with.
    public record World(
            ApiServerSettings settings,
            Store store,
            InstantSource clock,
            RandomGenerator random,
            SchemaCatalogue schemas,
            Function<Kind, ResourceStrategy> strategies) {}

    /// Who may come in, and what else than resources is behind the door.
    ///
    /// @param paths answer what is not a resource; the first that knows a path answers it
    public record Routes(Authorizer authorizer, List<PathEndpoint> paths) {
        public Routes {
            paths = List.copyOf(paths);
        }
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
        resources.values().forEach(resource -> resource.cache().load());
    }

    /// Lets time pass. To be called about each second.
    public void tick(Instant now) {
        resources.values().forEach(resource -> resource.cache().tick(now));
    }

    @Override
    public Optional<StoredObject> find(Kind kind, String namespace, String name) {
        Resource resource = resource(kind);
        String key = kind.isNamespaced() ? namespace + "/" + name : name;
        return resource.cache()
                .atLeast(0)
                .objects()
                .get(key)
                .map(CachedObject::object)
                .or(() -> resource.durable().read(namespace, name));
    }

    @Override
    public void close() {
        resources.values().forEach(resource -> resource.cache().close());
    }

    private Resource resource(Kind kind) {
        Resource resource = resources.get(kind);
        if (resource == null) {
            throw new IllegalStateException("kind " + kind + " is not served");
        }
        return resource;
    }

    private static Resource resource(Kind kind, World world) {
        ResourceStrategy strategy = world.strategies().apply(kind);
        WatchCache cache =
                new WatchCache(
                        kind, world.store(), strategy::selectableFields, WindowLimits.STANDARD);
        return new Resource(
                BodyShape.of(kind, world.schemas().forKind(kind)),
                strategy,
                new DurableObjects(world.store(), cache),
                cache);
    }
}
