package dev.skiff.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Subresource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One document a path: `APIVersions`, `APIGroupList`, `APIGroup`, `APIResourceList`.
final class LegacyDocuments {
    /// Kinds that upstream stores in a version it no longer serves.
    private static final Map<String, String> OLDER_STORAGE =
            Map.of("CustomResourceDefinition.apiextensions.k8s.io", "v1beta1");

    private static final int HASHED_BYTES = 8;

    private LegacyDocuments() {}

    static ObjectNode coreVersions() {
        ObjectNode document = Json.object().put("kind", "APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", "");
        return document;
    }

    static ObjectNode groupList(List<GroupVersion> groupVersions) {
        ObjectNode document = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        groupVersions.stream()
                .map(GroupVersion::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .forEach(group -> groups.add(fill(Json.object(), group, groupVersions)));
        return document;
    }

    static ObjectNode group(String group, List<GroupVersion> groupVersions) {
        ObjectNode document = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
        return fill(document, group, groupVersions);
    }

    /// The first version listed is the preferred one.
    private static ObjectNode fill(
            ObjectNode document, String group, List<GroupVersion> groupVersions) {
        document.put("name", group);
        ArrayNode versions = document.putArray("versions");
        groupVersions.stream()
                .filter(groupVersion -> groupVersion.group().equals(group))
                .forEach(groupVersion -> versions.add(version(groupVersion)));
        document.set("preferredVersion", versions.get(0).deepCopy());
        return document;
    }

    private static ObjectNode version(GroupVersion groupVersion) {
        return Json.object()
                .put("groupVersion", groupVersion.apiVersion())
                .put("version", groupVersion.version());
    }

    static ObjectNode resourceList(
            GroupVersion groupVersion, List<Kind> kinds, UnaryOperator<Kind> stored) {
        ObjectNode document =
                Json.object()
                        .put("kind", "APIResourceList")
                        .put("apiVersion", "v1")
                        .put("groupVersion", groupVersion.apiVersion());
        ArrayNode resources = document.putArray("resources");
        for (Kind kind : kinds) {
            if (kind.groupVersion().equals(groupVersion)) {
                resources.add(resource(kind, stored.apply(kind)));
                kind.subresources().forEach(sub -> resources.add(subresource(kind, sub)));
            }
        }
        return document;
    }

    private static ObjectNode resource(Kind kind, Kind stored) {
        ObjectNode resource =
                Json.object()
                        .put("name", kind.plural())
                        .put("singularName", kind.singular())
                        .put("namespaced", kind.isNamespaced())
                        .put("kind", kind.name());
        addAll(resource.putArray("verbs"), kind.verbs());
        if (!kind.shortNames().isEmpty()) {
            addAll(resource.putArray("shortNames"), kind.shortNames());
        }
        if (!kind.categories().isEmpty()) {
            addAll(resource.putArray("categories"), kind.categories());
        }
        if (kind.verbs().contains("list")) {
            resource.put("storageVersionHash", storageVersionHash(stored));
        }
        return resource;
    }

    private static ObjectNode subresource(Kind kind, Subresource sub) {
        ObjectNode resource =
                Json.object()
                        .put("name", kind.plural() + "/" + sub.name())
                        .put("singularName", "")
                        .put("namespaced", kind.isNamespaced());
        if (!sub.groupVersion().equals(kind.groupVersion())) {
            resource.put("group", sub.groupVersion().group())
                    .put("version", sub.groupVersion().version());
        }
        resource.put("kind", sub.kindName());
        addAll(resource.putArray("verbs"), sub.verbs());
        return resource;
    }

    static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    /// The first eight bytes of the SHA-256 of `group/version/Kind`, as upstream makes it.
    static String storageVersionHash(Kind kind) {
        String version =
                OLDER_STORAGE.getOrDefault(kind.qualifiedName(), kind.groupVersion().version());
        String text = kind.group() + "/" + version + "/" + kind.name();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, HASHED_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
