package dev.skiff.apiserver.registry;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.cache.CacheSnapshot;
import dev.skiff.apiserver.cache.CachedObject;
import dev.skiff.apiserver.cache.PastState;
import dev.skiff.apiserver.cache.WatchCache;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// `GET` of a collection.
final class ListVerb implements Verb {
    private final Freshness freshness;
    private final Answers answers;

    ListVerb(Freshness freshness, Answers answers) {
        this.freshness = freshness;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        ListOptions options = ListOptions.forList(request.http());
        Representation.of(request);
        return answers.list(request, page(request, options), List.of());
    }

    /// The objects the call asks for, as of one revision.
    ListPage page(ResourceRequest request, ListOptions options) {
        Selection selection = Selection.of(request, options);
        Freshness.requireRevision(options.resourceVersion());
        WatchCache cache = request.resource().cache();
        if (options.continueToken().isEmpty()) {
            return page(state(cache, options), "", selection, options.limit());
        }
        requireNoVersion(options);
        ContinueToken token = ContinueToken.decode(options.continueToken());
        CacheSnapshot state = token.revision() < 0 ? cache.fresh() : pastForContinue(cache, token);
        return page(state, token.startAfter(), selection, options.limit());
    }

    private static ListPage page(
            CacheSnapshot state, String startAfter, Selection selection, int limit) {
        List<CachedObject> items = new ArrayList<>();
        Iterator<CachedObject> objects = state.objects().iterator(selection.prefix(), startAfter);
        while (objects.hasNext()) {
            CachedObject object = objects.next();
            if (!selection.filter().matches(object)) {
                continue;
            }
            if (limit > 0 && items.size() == limit) {
                return cut(state, items, selection);
            }
            items.add(object);
        }
        return new ListPage(items, state.revision(), "", -1);
    }

    private static ListPage cut(
            CacheSnapshot state, List<CachedObject> items, Selection selection) {
        String last = items.getLast().key();
        long remaining =
                selection.isFiltered() ? -1 : state.objects().count(selection.prefix(), last);
        String token = new ContinueToken(state.revision(), last).encode();
        return new ListPage(items, state.revision(), token, remaining);
    }

    private CacheSnapshot state(WatchCache cache, ListOptions options) {
        if (options.versionMatch() != ListOptions.VersionMatch.EXACT) {
            return freshness.state(cache, options.resourceVersion());
        }
        long revision = Freshness.parse(options.resourceVersion());
        return switch (cache.past(revision)) {
            case PastState.Known(var snapshot) -> snapshot;
            case PastState.NotYet(var current) -> throw Freshness.tooLarge(revision, current);
            case PastState.Forgotten(var _) ->
                    throw ApiException.expired(
                            "The resourceVersion for the provided list is too old.");
        };
    }

    private static CacheSnapshot pastForContinue(WatchCache cache, ContinueToken token) {
        return switch (cache.past(token.revision())) {
            case PastState.Known(var snapshot) -> snapshot;
            case PastState.NotYet(var current) ->
                    throw Freshness.tooLarge(token.revision(), current);
            case PastState.Forgotten(var _) -> throw tooOld(token);
        };
    }

    private static ApiException tooOld(ContinueToken token) {
        String goOn = new ContinueToken(-1, token.startAfter()).encode();
        return new ApiException(
                ApiException.expired(
                                "The provided continue parameter is too old to display a consistent"
                                        + " list result. You can start a new list without the continue"
                                        + " parameter, or use the continue token in this response to"
                                        + " retrieve the remainder of the results. Continuing with the"
                                        + " provided token results in an inconsistent list - objects"
                                        + " that were created, modified, or deleted between the time"
                                        + " the first chunk was returned and now may show up in the"
                                        + " list.")
                        .status()
                        .withContinue(goOn));
    }

    private static void requireNoVersion(ListOptions options) {
        boolean isGiven =
                !options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0");
        if (isGiven) {
            throw ApiException.badRequest(
                    "specifying resource version is not allowed when using continue");
        }
    }
}
