package dev.skiff.apiserver;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.authentication.TokenSource;
import dev.skiff.apiserver.discovery.DiscoveryEndpoint;
import dev.skiff.apiserver.discovery.ServerVersion;
import dev.skiff.apiserver.health.HealthCheck;
import dev.skiff.apiserver.health.HealthEndpoint;
import dev.skiff.apiserver.openapi.OpenApiEndpoint;
import dev.skiff.apiserver.registry.PathEndpoint;
import dev.skiff.apiserver.registry.Registry;
import dev.skiff.apiserver.registry.kinds.Strategies;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.token.AccountTokens;
import dev.skiff.apiserver.token.KeysEndpoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers API calls over a store. Makes no thread and no HTTP: whoever holds it hands it calls,
/// and calls [#step] about once a second to let time pass. Thread-safe.
public final class ApiServer implements ApiHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private static final List<String> ROOT_PATHS =
            List.of(
                    "/.well-known/openid-configuration",
                    "/healthz",
                    "/livez",
                    "/metrics",
                    "/openapi/v2",
                    "/openapi/v3",
                    "/openid/v1/jwks",
                    "/readyz");

    private final Store store;
    private final InstantSource clock;
    private final Registry registry;
    private final Bootstrap bootstrap;
    private final OwnConditions conditions;
    private final ServiceAddresses addresses;
    private final AccountTokens tokens;
    private volatile boolean started;
    private boolean completed;

    /// @param paths answer further paths that are not of a resource, such as metrics
    public ApiServer(
            ApiServerSettings settings,
            Store store,
            InstantSource clock,
            RandomGenerator random,
            List<PathEndpoint> paths) {
        this.store = store;
        this.clock = clock;
        SchemaCatalogue schemas = SchemaCatalogue.load();
        Strategies strategies = strategies(settings);
        List<PathEndpoint> all = new ArrayList<>(paths);
        all.add(health());
        all.add(new DiscoveryEndpoint(Kinds.ALL, strategies::storedAs, ROOT_PATHS)::answer);
        all.add(
                new OpenApiEndpoint(
                                Kinds.ALL,
                                schemas,
                                kind -> strategies.forKind(kind).answersDeletedObject(),
                                ServerVersion.CURRENT.gitVersion(),
                                clock)
                        ::answer);
        all.add(new KeysEndpoint(settings.tokens())::answer);
        this.registry =
                new Registry(
                        new Registry.World(
                                settings, store, clock, random, schemas, strategies::forKind),
                        all);
        this.bootstrap = new Bootstrap(this, settings, clock);
        this.conditions = new OwnConditions(this, registry, clock);
        this.addresses = new ServiceAddresses(this, registry);
        this.tokens = new AccountTokens(settings.tokens(), registry, clock);
    }

    /// Reads what the store holds, one kind after the other, and adds what every cluster has. Until
    /// then the server is not ready. May be called again when it failed.
    ///
    /// @throws StoreUnavailableException if the store does not answer
    public void start() {
        start(Runnable::run);
    }

    /// The same, with each kind read by `loaders`: over a network much of the time is waiting.
    public void start(Executor loaders) {
        registry.load(loaders);
        bootstrap.run();
        started = true;
    }

    /// Knows the tokens that service accounts got here.
    public TokenSource accountTokens() {
        return tokens;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return registry.answer(request);
        } catch (ApiException e) {
            return Registry.failure(e.status());
        } catch (StoreFullException e) {
            log.warn("{} failed, the store is full: {}", request, e.getMessage());
            return Registry.failure(full(e));
        } catch (StoreUnavailableException e) {
            log.warn("{} failed, the store is unavailable: {}", request, e.getMessage());
            return Registry.failure(unavailable(e));
        } catch (RuntimeException e) {
            log.error("{} failed", request, e);
            return Registry.failure(ApiException.internal(e.toString()).status());
        }
    }

    /// Lets time pass: watches that are due end or get a bookmark, old Events go; after the start,
    /// the rest of what every cluster has is added; what
    /// we report ourselves is kept up to date. To be called by one thread at a time.
    public void step() {
        try {
            registry.tick(clock.instant());
            maintain();
        } catch (StoreUnavailableException e) {
            log.warn("cleaning up failed, tried again later: {}", e.getMessage());
        }
    }

    /// Adds, once, what nobody waited for when the server started; keeps our own conditions and the
    /// addresses of Services.
    private void maintain() {
        if (!started) {
            return;
        }
        if (!completed) {
            bootstrap.complete();
            completed = true;
        }
        conditions.step();
        addresses.step();
    }

    @Override
    public void close() {
        registry.close();
    }

    private static Strategies strategies(ApiServerSettings settings) {
        return new Strategies(
                settings.allowsPrivileged() ? Privileged.ALLOWED : Privileged.REFUSED);
    }

    /// As upstream's when its etcd is full: 500 without a reason, so that clients see the text.
    private static Status full(StoreFullException e) {
        return Status.failure(500, "", String.valueOf(e.getMessage()));
    }

    private static Status unavailable(StoreUnavailableException e) {
        return ApiException.unavailable("the datastore is unavailable: " + e.getMessage()).status();
    }

    private HealthEndpoint health() {
        HealthCheck ping = new HealthCheck("ping", Optional::empty);
        HealthCheck datastore = new HealthCheck("etcd", this::storeFailure);
        HealthCheck ready =
                new HealthCheck(
                        "poststarthook/bootstrap",
                        () -> started ? Optional.empty() : Optional.of("not finished"));
        return new HealthEndpoint(List.of(ping, datastore), List.of(ready));
    }

    private Optional<String> storeFailure() {
        try {
            store.revision();
            return Optional.empty();
        } catch (StoreUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
