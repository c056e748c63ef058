package dev.skiff.apiserver.store;

import java.util.Optional;

/// Keys to bytes under one revision that grows with every write, over the whole store. An empty
/// store is at revision 1, so no written key and no listed state is ever at 0.
///
/// - A write that is answered is durable.
/// - Every write names the revision it read, so none is lost.
/// - A watch sees every write after its revision exactly once, in order, and no other.
/// - A listener has been told of a write before, or soon after, its caller has the answer;
///   [#revision] tells how far to wait.
/// - Keys begin with a slash and go on after it. They are ordered by their UTF-8 bytes.
///
/// Thread-safe. Calls block for at most the implementation's stated time-out. Byte arrays handed
/// in or out must not be changed by anybody. When the outside world fails, and after [#close],
/// every method throws [StoreUnavailableException]; whether an unanswered write happened is then
/// unknown. Negative revisions and limits, and writes expecting revision 0, are an
/// [IllegalArgumentException].
public interface Store extends StoreView {
    /// Puts a key that must not exist. Answers Written or AlreadyExists.
    WriteResult create(String key, byte[] value);

    /// Puts a key that was last written at `expectedRevision`. Answers Written, Conflict or
    /// Missing.
    WriteResult update(String key, byte[] value, long expectedRevision);

    /// Deletes a key that was last written at `expectedRevision`. Answers Written with the
    /// deletion's revision, Conflict or Missing.
    WriteResult delete(String key, long expectedRevision);

    /// The latest state of a key; no write answered before this call is missed.
    Optional<StoreEntry> get(String key);

    /// Tells `listener` of every write to keys that begin with `prefix` after `afterRevision`, in
    /// order, from one thread at a time, possibly before this returns. If `afterRevision` is
    /// compacted, now or before the watch got that far, the listener gets `onCompacted` and nothing
    /// after it.
    StoreWatch watch(String prefix, long afterRevision, StoreListener listener);

    /// A revision whose state can be read and after which a watch can begin, somewhat before the
    /// latest where history reaches back: who was watching before this store was opened can so
    /// go on where it was. It moves on with the writes, so it may be forgotten when it is used.
    /// Never 0.
    long resumableFrom();

    /// Forgets history before `revision`: reads of older revisions answer Compacted, and so do
    /// watches after them. The latest state of every key stays. A store may also do this on its
    /// own. Revisions already forgotten or not yet reached are no error: the one changes nothing,
    /// the other forgets all there is.
    void compact(long revision);
}
