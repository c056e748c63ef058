package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.service.Reservations;

/// One kind as it is served: its shape, its rules, its objects, its watchers, what its objects have
/// to themselves, and who owns their fields.
record Resource(
        BodyShape shape,
        ResourceStrategy strategy,
        ObjectStore durable,
        WatchCache cache,
        Reservations reservations,
        FieldManager owners) {
    Kind kind() {
        return cache.kind();
    }

    ObjectStore objects(WriteOptions options) {
        return options.isDryRun() ? new DryRunObjects(durable) : durable;
    }

    Resource with(Reservations others) {
        return new Resource(shape, strategy, durable, cache, others, owners);
    }

    boolean hasStatus() {
        return kind().subresource("status").isPresent();
    }
}
