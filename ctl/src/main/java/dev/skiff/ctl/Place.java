package dev.skiff.ctl;

/// Where `get` finds what it was asked for.
///
/// @param isCollection all objects of the kind, rather than one
record Place(ResourceType type, String path, boolean isCollection) {
    static Place of(ResourceType type, String namespace) {
        return new Place(type, type.collectionPath(namespace), true);
    }

    static Place of(ResourceType type, String namespace, String name) {
        return new Place(type, type.objectPath(namespace, name), false);
    }
}
