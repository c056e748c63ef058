package dev.skiff.apiserver.cache;

/// A kind's objects as of one revision.
///
/// @param objects by their [CachedObject#key]
public record CacheSnapshot(SortedTree<CachedObject> objects, long revision) {}
