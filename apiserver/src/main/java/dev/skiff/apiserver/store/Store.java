package dev.skiff.apiserver.store;

import java.util.Optional;

/// Keys to bytes under one revision that grows by one with every write, over the whole store.
// Revisions begin at 1.
///
/// - A write that is answered is durable.
/// - Every write names the revision it read, so none is lost.
/// - A watch sees every write after its revision exactly once, in order, and no other.
/// - A listener has been told of a write before, or soon after, its caller has the answer;
// [#revision] tells how far
///   to wait.
///
/// Thread-safe. Calls block for at most the implementation's stated time-out. Byte arrays handed in
// or out must not be
/// changed by anybody. When the outside world fails every method throws
// [StoreUnavailableException]; whether an
/// unanswered write happened is then unknown.
public interface Store extends AutoCloseable {
    /// Puts a key that must not exist. Answers Written or AlreadyExists.
    WriteResult create(String key, byte[] value);

    /// Puts a key that was last written at `expectedRevision`. Answers Written, Conflict or
    // Missing.
    WriteResult update(String key, byte[] value, long expectedRevision);

    /// Deletes a key that was last written at `expectedRevision`. Answers Written with the
    // deletion's revision,
    /// Conflict or Missing.
    WriteResult delete(String key, long expectedRevision);

    /// The latest state of a key.
    Optional<StoreEntry> get(String key);

    /// Keys that begin with `prefix`, in order.
    ///
    /// @param startAfter only keys greater than this; empty: from the start of the prefix
    /// @param limit at most this many; 0: all
    /// @param revision the state as of that revision; 0: the latest
    RangeResult range(String prefix, String startAfter, int limit, long revision);

    /// Tells `listener` of every write to keys that begin with `prefix` after `afterRevision`, in
    // order, from one
    /// thread at a time. If `afterRevision` is compacted the listener gets `onCompacted` and
    // nothing else.
    StoreWatch watch(String prefix, long afterRevision, StoreListener listener);

    /// The revision of the latest write, consistent: no write answered before this call has a
    // greater one.
    long revision();

    /// Forgets history before `revision`: reads and watches of older revisions answer Compacted.
    // The latest state of
    /// every key stays.
    void compact(long revision);

    @Override
    void close();
}
