package dev.skiff.controllers.garbage;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.object.ObjectKey;
import java.util.List;

/// What garbage collection knows of an object.
record OwnedObject(
        Kind kind,
        ObjectKey key,
        String uid,
        long revision,
        List<Owner> owners,
        List<String> finalizers,
        boolean isDeleting) {
    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    OwnedObject {
        owners = List.copyOf(owners);
        finalizers = List.copyOf(finalizers);
    }

    /// @param blocks whether the owner, when deleted in the foreground, waits for this object
    record Owner(String apiVersion, String kind, String name, String uid, boolean blocks) {}

    /// Its dependents go first, and it waits for them.
    boolean waitsForDependents() {
        return isDeleting && finalizers.contains(FOREGROUND);
    }

    /// Its dependents stay behind without it.
    boolean leavesOrphans() {
        return isDeleting && finalizers.contains(ORPHAN);
    }

    boolean isBlocking(String ownerUid) {
        return owners.stream().anyMatch(o -> o.uid().equals(ownerUid) && o.blocks());
    }

    List<String> ownerUids() {
        return owners.stream().map(Owner::uid).toList();
    }

    GarbageKey garbageKey() {
        return new GarbageKey(kind.qualifiedResource(), key, uid);
    }
}
