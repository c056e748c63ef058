package dev.skiff.apiserver.cache;

import java.time.Instant;

/// What a watcher asked for.
///
/// @param prefix only objects whose [CachedObject#key] begins so
/// @param bookmarks whether it wants to hear now and then how far it has come
/// @param initialEventsEnd whether the end of the initial state is to be marked by a bookmark
/// @param began when it was asked for
/// @param deadline when it is to end
public record WatchTerms(
        String prefix,
        ObjectFilter filter,
        boolean bookmarks,
        boolean initialEventsEnd,
        Instant began,
        Instant deadline) {
    /// The objects it wants, by name and by selection.
    ObjectFilter wanted() {
        return prefix.isEmpty()
                ? filter
                : object -> object.key().startsWith(prefix) && filter.matches(object);
    }
}
