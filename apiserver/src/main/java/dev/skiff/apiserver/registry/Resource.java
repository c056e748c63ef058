package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.cache.WatchCache;

/// One kind as it is served: its shape, its rules, its objects, its watchers.
record Resource(BodyShape shape, ResourceStrategy strategy, ObjectStore durable, WatchCache cache) {
    Kind kind() {
        return cache.kind();
    }

    ObjectStore objects(WriteOptions options) {
        return options.isDryRun() ? new DryRunObjects(durable) : durable;
    }

    boolean hasStatus() {
        return kind().subresource("status").isPresent();
    }
}
