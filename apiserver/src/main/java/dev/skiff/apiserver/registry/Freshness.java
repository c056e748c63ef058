package dev.skiff.apiserver.registry;

import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.status.StatusCause;
import dev.skiff.apiserver.cache.CacheSnapshot;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.store.Store;
import java.util.List;

/// How fresh an answer must be, as `resourceVersion` asks for it.
final class Freshness {
    private static final int MAX_DIGITS = 18;

    private final Store store;

    Freshness(Store store) {
        this.store = store;
    }

    /// Reads a `resourceVersion`; empty reads as 0. Malformed ones are answered as upstream does,
    /// as if they were a fault of its own.
    static long parse(String resourceVersion) {
        if (resourceVersion.isEmpty()) {
            return 0;
        }
        if (!isRevision(resourceVersion)) {
            throw new ApiException(Status.failure(500, "", syntaxError(resourceVersion)));
        }
        return Long.parseLong(resourceVersion);
    }

    /// Lists are stricter.
    static void requireRevision(String resourceVersion) {
        if (!isRevision(resourceVersion)) {
            throw ApiException.badRequest(
                    "invalid resource version: " + syntaxError(resourceVersion));
        }
    }

    private static boolean isRevision(String resourceVersion) {
        return resourceVersion.length() <= MAX_DIGITS
                && resourceVersion.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String syntaxError(String resourceVersion) {
        return "resourceVersion: Invalid value: \"%s\": strconv.ParseUint: parsing \"%s\": invalid syntax"
                .formatted(resourceVersion, resourceVersion);
    }

    /// Empty: the latest; 0: whatever is there; otherwise not older than that.
    CacheSnapshot state(WatchCache cache, String resourceVersion) {
        long revision = parse(resourceVersion);
        if (resourceVersion.isEmpty()) {
            return cache.fresh();
        }
        requireReached(revision);
        return cache.atLeast(revision);
    }

    /// A revision the store has not reached was never handed out by it.
    void requireReached(long revision) {
        if (revision == 0) {
            return;
        }
        long current = store.revision();
        if (revision > current) {
            throw tooLarge(revision, current);
        }
    }

    static ApiException tooLarge(long revision, long current) {
        String message = "Too large resource version: %d, current: %d".formatted(revision, current);
        return new ApiException(
                Status.failure(504, "Timeout", "Timeout: " + message)
                        .withCauses(
                                List.of(
                                        new StatusCause(
                                                "ResourceVersionTooLarge",
                                                "Too large resource version",
                                                "")))
                        .withRetryAfter(1));
    }
}
