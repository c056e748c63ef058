package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.cache.CachedWatch;
import dev.skiff.apiserver.cache.WatchCache;
import dev.skiff.apiserver.cache.WatchTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `GET` of a collection with `watch=true`.
final class WatchVerb implements Verb {
    private static final long MIN_TIMEOUT_SECONDS = Duration.ofMinutes(30).toSeconds();

    private final InstantSource clock;
    private final Identities random;
    private final Freshness freshness;
    private final Answers answers;

    WatchVerb(InstantSource clock, Identities random, Freshness freshness, Answers answers) {
        this.clock = clock;
        this.random = random;
        this.freshness = freshness;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        ListOptions options = ListOptions.forWatch(request.http());
        Selection selection = Selection.of(request, options);
        Representation.of(request);
        CachedWatch watch = begin(request.resource().cache(), options, selection);
        return answers.watch(request, watch, List.of());
    }

    private CachedWatch begin(WatchCache cache, ListOptions options, Selection selection) {
        long revision = Freshness.parse(options.resourceVersion());
        WatchTerms terms = terms(options, selection);
        return switch (options.initialEvents()) {
            case WANTED -> fromState(cache, options, revision, terms);
            case UNWANTED ->
                    revision == 0 ? cache.watchFromNow(terms) : cache.watchAfter(revision, terms);
            case UNSET ->
                    revision == 0
                            ? fromState(cache, options, revision, terms)
                            : cache.watchAfter(revision, terms);
        };
    }

    private CachedWatch fromState(
            WatchCache cache, ListOptions options, long revision, WatchTerms terms) {
        if (options.resourceVersion().isEmpty()) {
            return cache.watchFromFreshState(terms);
        }
        freshness.requireReached(revision);
        return cache.watchFromState(revision, terms);
    }

    private WatchTerms terms(ListOptions options, Selection selection) {
        Instant now = clock.instant();
        boolean marksEnd =
                options.initialEvents() == ListOptions.InitialEvents.WANTED && options.bookmarks();
        return new WatchTerms(
                selection.prefix(),
                selection.filter(),
                options.bookmarks(),
                marksEnd,
                now,
                now.plusSeconds(timeoutSeconds(options)));
    }

    /// Spread out, so that watches begun together do not all end together.
    private long timeoutSeconds(ListOptions options) {
        long asked = options.timeoutSeconds().orElse(0);
        return asked > 0 ? asked : MIN_TIMEOUT_SECONDS + random.below((int) MIN_TIMEOUT_SECONDS);
    }
}
