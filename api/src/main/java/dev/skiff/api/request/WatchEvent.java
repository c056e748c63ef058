package dev.skiff.api.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;

/// What a watch tells.
public sealed interface WatchEvent {
    record Added(StoredObject object) implements WatchEvent {}

    record Modified(StoredObject object) implements WatchEvent {}

    /// The object's last state, at the revision of its deletion.
    record Deleted(StoredObject object) implements WatchEvent {}

    /// Everything up to `revision` has been told.
    ///
    /// @param initialEventsEnd whether it ends the initial state of a watch with
    /// `sendInitialEvents`
    record Bookmark(long revision, boolean initialEventsEnd) implements WatchEvent {}

    /// The watch failed and ends; `status` is a Status object, code 410 when the revision is gone.
    record Failed(ObjectNode status) implements WatchEvent {}
}
