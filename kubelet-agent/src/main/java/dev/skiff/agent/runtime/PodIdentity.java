package dev.skiff.agent.runtime;

import dev.skiff.api.object.ObjectKey;

/// One pod, as opposed to a later one of the same name.
public record PodIdentity(String namespace, String name, String uid) {
    public ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name + "(" + uid + ")";
    }
}
