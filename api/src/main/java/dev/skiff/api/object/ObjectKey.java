package dev.skiff.api.object;

/// The identity a controller works on. Never carries the object: the queue would go stale.
///
/// @param namespace empty for cluster-scoped objects
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    public ObjectKey {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("object name is empty in namespace " + namespace);
        }
    }

    public static ObjectKey cluster(String name) {
        return new ObjectKey("", name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /// `namespace/name`, or the name alone for a cluster-scoped object.
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
