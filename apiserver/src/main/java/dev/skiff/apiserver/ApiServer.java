package dev.skiff.apiserver;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.authorization.BuiltInAuthorizer;
import dev.skiff.apiserver.registry.PathEndpoint;
import dev.skiff.apiserver.registry.Registry;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers API calls over a store. Makes no thread and no HTTP: whoever holds it hands it calls,
/// and calls [#step] about once a second to let time pass. Thread-safe.
public final class ApiServer implements ApiHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private final InstantSource clock;
    private final Registry registry;

    /// @param paths answer what is not a resource, in this order
    public ApiServer(
            Store store, InstantSource clock, RandomGenerator random, List<PathEndpoint> paths) {
        this.clock = clock;
        this.registry = new Registry(store, clock, random, new BuiltInAuthorizer(), paths);
    }

    /// Reads what the store holds, so that the first call need not wait for it.
    ///
    /// @throws StoreUnavailableException if the store does not answer
    public void start() {
        registry.load();
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return registry.answer(request);
        } catch (ApiException e) {
            return answer(e.status());
        } catch (StoreUnavailableException e) {
            log.warn("{} failed, the store is unavailable: {}", request, e.getMessage());
            return answer(
                    ApiException.unavailable("the datastore is unavailable: " + e.getMessage())
                            .status());
        } catch (RuntimeException e) {
            log.error("{} failed", request, e);
            return answer(ApiException.internal(e.toString()).status());
        }
    }

    /// Lets time pass: watches that are due end, or get a bookmark.
    public void step() {
        registry.tick(clock.instant());
    }

    @Override
    public void close() {
        registry.close();
    }

    private static ApiResponse answer(Status status) {
        return Registry.failure(status);
    }
}
