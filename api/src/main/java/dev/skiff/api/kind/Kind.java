package dev.skiff.api.kind;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One resource the API serves.
///
/// @param name the kind as written in objects: `Deployment`
/// @param plural the resource as written in paths: `deployments`
/// @param verbs sorted as `kubectl api-resources` prints them
public record Kind(
        GroupVersion groupVersion,
        String name,
        String plural,
        String singular,
        Scope scope,
        List<String> verbs,
        List<String> shortNames,
        List<String> categories,
        List<Subresource> subresources) {
    public Kind {
        verbs = List.copyOf(verbs);
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        subresources = List.copyOf(subresources);
    }

    public String group() {
        return groupVersion.group();
    }

    /// Kinds of one name in one group version are the same. Kinds are keys of maps that every call
    /// looks into.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Kind kind
                        && name.equals(kind.name)
                        && groupVersion.equals(kind.groupVersion);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    public boolean isNamespaced() {
        return scope == Scope.NAMESPACED;
    }

    public String listKind() {
        return name + "List";
    }

    public Optional<Subresource> subresource(String subresourceName) {
        return subresources.stream().filter(s -> s.name().equals(subresourceName)).findFirst();
    }

    /// The resource as error messages name it: `pods`, `deployments.apps`.
    public String qualifiedResource() {
        return group().isEmpty() ? plural : plural + "." + group();
    }

    /// The kind as validation messages name it: `Pod`, `Deployment.apps`.
    public String qualifiedName() {
        return group().isEmpty() ? name : name + "." + group();
    }

    /// The prefix of this kind's keys in the store, with a slash at its end.
    public String storagePrefix() {
        return group().isEmpty()
                ? "/registry/" + plural + "/"
                : "/registry/" + group() + "/" + plural + "/";
    }

    /// The key of one object in the store. `namespace` is ignored for cluster-scoped kinds.
    public String storageKey(String namespace, String objectName) {
        return isNamespaced()
                ? storagePrefix() + namespace + "/" + objectName
                : storagePrefix() + objectName;
    }

    /// The URL path of the collection. `namespace` empty: across all namespaces, or a
    /// cluster-scoped kind.
    public String collectionPath(String namespace) {
        String prefix = "/" + groupVersion.pathPrefix() + "/";
        return isNamespaced() && !namespace.isEmpty()
                ? prefix + "namespaces/" + namespace + "/" + plural
                : prefix + plural;
    }

    /// The URL path of one object.
    public String objectPath(String namespace, String objectName) {
        return collectionPath(namespace) + "/" + objectName;
    }

    @Override
    public String toString() {
        return groupVersion + "/" + name;
    }
}
