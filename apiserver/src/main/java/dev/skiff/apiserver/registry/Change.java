package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;

/// What a write makes of the object that is there. May be asked again, when somebody else was
/// faster.
@FunctionalInterface
interface Change {
    /// The object as it should become, the caller's to change. The `resourceVersion` it carries is
    /// the one it was made from; empty: whichever.
    ObjectNode apply(StoredObject stored);
}
