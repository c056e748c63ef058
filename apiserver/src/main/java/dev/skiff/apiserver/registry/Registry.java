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
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.authorization.FixedRules;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.cache.WindowLimits;
import dev.skiff.apiserver.review.Reviews;
import dev.skiff.apiserver.service.AddressRange;
import dev.skiff.apiserver.service.Reservations;
import dev.skiff.apiserver.service.ServiceAllocator;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Every kind we serve with its verbs, over one store.
public final class Registry implements ClusterState, AutoCloseable {
    private final Map<Kind, Resource> resources = new LinkedHashMap<>();
    private final RequestRouter router;
    private final Housekeeping housekeeping;

    /// @param paths answer what is not a resource; the first that knows a path answers it
    public Registry(World world, List<PathEndpoint> paths) {
        Identities identities = new Identities(world.random());
        KindVersions versions = new KindVersions(Kinds.ALL, world.schemas(), world.strategies());
        for (Kind kind : Kinds.ALL) {
            resources.put(kind, resource(kind, world, new FieldManager(versions.of(kind))));
        }
        ServiceAllocator allocator =
                new ServiceAllocator(
                        new AddressRange(world.settings().serviceRange()),
                        world.store(),
                        resource(Kinds.SERVICE).cache(),
                        identities::below);
        resources.put(Kinds.SERVICE, resource(Kinds.SERVICE).with(allocator));
        housekeeping = new Housekeeping(new EventExpiry(resource(Kinds.EVENT)), allocator);
        ApiServerSettings settings = world.settings();
        AdmissionChain admission =
                AdmissionChain.standard(
                        this,
                        new DefaultTolerations(
                                settings.notReadySeconds(), settings.unreachableSeconds()),
                        world.clock(),
                        identities::name);
        Verbs verbs = new Verbs(world, identities, admission, this::resource, this);
        Authorizer authorizer = FixedRules.over(new PodBindings(resource(Kinds.POD).cache()));
        BodyDecoder decoder = new BodyDecoder(world.schemas());
        Reviews.all(authorizer, settings, this, world.clock())
                .forEach(
                        (kind, review) ->
                                verbs.add(
                                        kind,
                                        Map.of("create", new ReviewVerb(review, world, decoder))));
        Map<Kind, ResourceEndpoint> endpoints = new LinkedHashMap<>();
        resources.forEach(
                (kind, resource) ->
                        endpoints.put(kind, new ResourceEndpoint(resource, verbs.of(kind))));
        router = new RequestRouter(authorizer, endpoints, paths);
    }

    /// What the registry works with.
    public record World(
            ApiServerSettings settings,
            Store store,
            InstantSource clock,
            RandomGenerator random,
            SchemaCatalogue schemas,
            Function<Kind, ResourceStrategy> strategies) {}

    /// Answers a call. Failures are [dev.skiff.api.status.ApiException]s.
    public ApiResponse answer(ApiRequest request) {
        return router.route(request);
    }

    /// The answer that carries this status.
    public static ApiResponse failure(Status status) {
        return Answers.status(status, List.of());
    }

    /// Loads every kind from the store, but for those that are never stored, and those that are a
    /// view of another one: they are loaded when somebody asks for them.
    ///
    /// @param loaders each kind is read by it; when this returns all are loaded
    public void load(Executor loaders) {
        CompletableFuture<?>[] loads =
                resources.values().stream()
                        .filter(resource -> resource.kind().verbs().contains("list"))
                        .filter(resource -> resource.strategy().view().isEmpty())
                        .map(resource -> resource.cache())
                        .map(cache -> CompletableFuture.runAsync(cache::load, loaders))
                        .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(loads).join();
        } catch (CompletionException e) {
            throw asThrown(e);
        }
    }

    private static RuntimeException asThrown(CompletionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /// Lets time pass. To be called about each second, by one thread at a time.
    ///
    /// @throws dev.skiff.apiserver.store.StoreUnavailableException if something has to be done
    /// again later
    public void tick(Instant now) {
        resources.values().forEach(resource -> resource.cache().tick(now));
        housekeeping.step(now);
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
    public List<StoredObject> all(Kind kind) {
        return below(kind, "");
    }

    @Override
    public List<StoredObject> all(Kind kind, String namespace) {
        return below(kind, namespace + "/");
    }

    private List<StoredObject> below(Kind kind, String prefix) {
        List<StoredObject> all = new ArrayList<>();
        resource(kind)
                .cache()
                .atLeast(0)
                .objects()
                .iterator(prefix, "")
                .forEachRemaining(cached -> all.add(cached.object()));
        return all;
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

    private Resource resource(Kind kind, World world, FieldManager owners) {
        ResourceStrategy strategy = world.strategies().apply(kind);
        WatchCache cache = cache(kind, strategy, world.store());
        DurableObjects own = new DurableObjects(world.store(), cache);
        return new Resource(
                BodyShape.of(kind, world.schemas().forKind(kind)),
                strategy,
                strategy.view().<ObjectStore>map(this::viewed).orElse(own),
                cache,
                Reservations.NONE,
                owners);
    }

    private ViewedObjects viewed(KindView view) {
        return new ViewedObjects(resource(view.stored()).durable(), view);
    }

    private static WatchCache cache(Kind kind, ResourceStrategy strategy, Store store) {
        return strategy.view()
                .map(
                        view ->
                                new WatchCache(
                                        view.stored(),
                                        store,
                                        view::show,
                                        strategy::selectableFields,
                                        WindowLimits.STANDARD))
                .orElseGet(
                        () ->
                                new WatchCache(
                                        kind,
                                        store,
                                        strategy::selectableFields,
                                        WindowLimits.STANDARD));
    }
}
