package dev.skiff.ctl;

import dev.skiff.api.kind.GroupVersion;
import java.util.List;

/// A kind of object as the server's discovery describes it.
record ResourceType(
        GroupVersion groupVersion,
        String kind,
        String plural,
        String singular,
        boolean isNamespaced,
        List<String> shortNames,
        List<String> categories,
        List<String> verbs) {
    ResourceType {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
    }

    /// Whether a user's word means this kind: `pods`, `pod`, `po`, `deployments.apps`,
    /// `deployments.v1.apps`, `Pod`.
    boolean isCalled(String word) {
        int dot = word.indexOf('.');
        String resource = dot < 0 ? word : word.substring(0, dot);
        boolean named =
                resource.equals(plural)
                        || resource.equals(singular)
                        || shortNames.contains(resource)
                        || resource.equalsIgnoreCase(kind);
        return named && (dot < 0 || groupMatches(word.substring(dot + 1)));
    }

    private boolean groupMatches(String suffix) {
        return suffix.equals(groupVersion.group())
                || suffix.equals(groupVersion.version() + "." + groupVersion.group());
    }

    /// As messages name it: `pods`, `deployments.apps`.
    String qualified() {
        return groupVersion.group().isEmpty() ? plural : plural + "." + groupVersion.group();
    }

    /// As lines such as `deployment.apps/web created` name one object.
    String reference(String name) {
        return (groupVersion.group().isEmpty() ? singular : singular + "." + groupVersion.group())
                + "/"
                + name;
    }

    /// @param namespace empty: all namespaces
    String collectionPath(String namespace) {
        String prefix = "/" + groupVersion.pathPrefix() + "/";
        return isNamespaced && !namespace.isEmpty()
                ? prefix + "namespaces/" + namespace + "/" + plural
                : prefix + plural;
    }

    String objectPath(String namespace, String name) {
        return collectionPath(namespace) + "/" + name;
    }
}
