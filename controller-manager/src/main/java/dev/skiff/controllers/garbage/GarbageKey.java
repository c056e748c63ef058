package dev.skiff.controllers.garbage;

import dev.skiff.api.object.ObjectKey;

/// One object, and not the next of its name.
///
/// @param resource as error messages name it: `deployments.apps`
public record GarbageKey(String resource, ObjectKey key, String uid) {
    @Override
    public String toString() {
        return resource + " " + key + " (" + uid + ")";
    }
}
