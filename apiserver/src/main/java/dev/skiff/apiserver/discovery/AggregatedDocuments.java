package dev.skiff.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Subresource;
import java.util.List;

/// Everything in one document: `APIGroupDiscoveryList` of `apidiscovery.k8s.io`.
final class AggregatedDocuments {
    private AggregatedDocuments() {}

    /// @param version of the document: `v2` or `v2beta1`
    /// @param groups the groups to list, in this order
    static ObjectNode list(String version, List<String> groups, List<Kind> kinds) {
        ObjectNode document =
                Json.object()
                        .put("kind", "APIGroupDiscoveryList")
                        .put("apiVersion", "apidiscovery.k8s.io/" + version);
        document.putObject("metadata");
        ArrayNode items = document.putArray("items");
        groups.forEach(group -> items.add(group(group, kinds)));
        return document;
    }

    private static ObjectNode group(String group, List<Kind> kinds) {
        ObjectNode item = Json.object();
        ObjectNode metadata = item.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        ArrayNode versions = item.putArray("versions");
        kinds.stream()
                .map(Kind::groupVersion)
                .filter(groupVersion -> groupVersion.group().equals(group))
                .distinct()
                .forEach(groupVersion -> versions.add(version(groupVersion, kinds)));
        return item;
    }

    private static ObjectNode version(GroupVersion groupVersion, List<Kind> kinds) {
        ObjectNode version = Json.object().put("version", groupVersion.version());
        ArrayNode resources = version.putArray("resources");
        kinds.stream()
                .filter(kind -> kind.groupVersion().equals(groupVersion))
                .forEach(kind -> resources.add(resource(kind)));
        return version.put("freshness", "Current");
    }

    private static ObjectNode resource(Kind kind) {
        ObjectNode resource = Json.object().put("resource", kind.plural());
        resource.set("responseKind", kindOf(kind.groupVersion(), kind.groupVersion(), kind.name()));
        resource.put("scope", kind.isNamespaced() ? "Namespaced" : "Cluster");
        resource.put("singularResource", kind.singular());
        LegacyDocuments.addAll(resource.putArray("verbs"), kind.verbs());
        if (!kind.shortNames().isEmpty()) {
            LegacyDocuments.addAll(resource.putArray("shortNames"), kind.shortNames());
        }
        if (!kind.categories().isEmpty()) {
            LegacyDocuments.addAll(resource.putArray("categories"), kind.categories());
        }
        if (!kind.subresources().isEmpty()) {
            ArrayNode subresources = resource.putArray("subresources");
            kind.subresources().forEach(sub -> subresources.add(subresource(kind, sub)));
        }
        return resource;
    }

    private static ObjectNode subresource(Kind kind, Subresource sub) {
        ObjectNode node = Json.object().put("subresource", sub.name());
        node.set("responseKind", kindOf(sub.groupVersion(), kind.groupVersion(), sub.kindName()));
        LegacyDocuments.addAll(node.putArray("verbs"), sub.verbs());
        return node;
    }

    /// Group and version are left empty where the enclosing ones hold.
    private static ObjectNode kindOf(GroupVersion own, GroupVersion enclosing, String name) {
        boolean isSame = own.equals(enclosing);
        return Json.object()
                .put("group", isSame ? "" : own.group())
                .put("version", isSame ? "" : own.version())
                .put("kind", name);
    }
}
