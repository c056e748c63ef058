/// A kind's current objects and its latest events, kept in memory beside the store; reads and
/// watches are answered from it. Start reading at [dev.skiff.apiserver.cache.WatchCache].
///
/// Readers take no lock: they get an immutable [dev.skiff.apiserver.cache.CacheSnapshot], or walk
/// the chain of events at their own pace. Nothing is kept per watcher but its place in that chain.
@NullMarked
package dev.skiff.apiserver.cache;

import org.jspecify.annotations.NullMarked;
