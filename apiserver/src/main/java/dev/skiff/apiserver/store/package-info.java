/// The revisioned key-value store under the API. Start reading at
/// [dev.skiff.apiserver.store.Store]; every implementation passes one contract suite.
///
/// - Watches pull: a [dev.skiff.apiserver.store.WatchFeed] knows how far its listener was told and
///   reads what follows from the log, so it can neither skip nor repeat and needs no queue.
@NullMarked
package dev.skiff.apiserver.store;

import org.jspecify.annotations.NullMarked;
