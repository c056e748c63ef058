package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Subresource;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.apiserver.openapi.gnostic.GnosticV2;
import dev.skiff.apiserver.openapi.gnostic.GnosticV3;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Makes the documents of the kinds we serve. Thread-safe.
final class OpenApiDocuments {
    private static final List<String> OF_EVERY_DOCUMENT =
            List.of(
                    "meta.v1.DeleteOptions",
                    "meta.v1.Patch",
                    "meta.v1.Status",
                    "meta.v1.WatchEvent");

    private final List<Kind> kinds;
    private final List<GroupVersion> groupVersions;
    private final SchemaCatalogue schemas;
    private final Predicate<Kind> answersDeletedObject;
    private final String version;
    private final Map<String, OpenApiDocument> v3 = new TreeMap<>();
    private final OpenApiDocument v2;

    /// @param answersDeletedObject whether deleting an object of the kind answers with the object
    /// @param version of the server, as `/version` tells it
    OpenApiDocuments(
            List<Kind> kinds,
            SchemaCatalogue schemas,
            Predicate<Kind> answersDeletedObject,
            String version) {
        this.kinds = List.copyOf(kinds);
        this.groupVersions = kinds.stream().map(Kind::groupVersion).distinct().toList();
        this.schemas = schemas;
        this.answersDeletedObject = answersDeletedObject;
        this.version = version;
        this.v2 = OpenApiDocument.of(this::allInOne, GnosticV2::encode);
        addServerDocuments();
        for (GroupVersion groupVersion : groupVersions) {
            String group = groupVersion.group();
            if (!group.isEmpty()) {
                add("apis/" + group, DiscoveryPaths.group(group), DiscoveryPaths.GROUP_TYPE);
            }
            add(groupVersion.pathPrefix(), () -> groupVersion(groupVersion));
        }
    }

    /// Every document of version 3 by its path below `/openapi/v3/`, in the order of these paths.
    Map<String, OpenApiDocument> v3() {
        return v3;
    }

    OpenApiDocument v2() {
        return v2;
    }

    private void addServerDocuments() {
        add(".well-known/openid-configuration", DiscoveryPaths.issuer());
        add("api", DiscoveryPaths.coreVersions(), DiscoveryPaths.VERSIONS_TYPE);
        add("apis", DiscoveryPaths.groups(), DiscoveryPaths.GROUPS_TYPE);
        add("openid/v1/jwks", DiscoveryPaths.keys());
        add("version", DiscoveryPaths.version(), DiscoveryPaths.VERSION_TYPE);
    }

    private void add(String key, ApiPath path, String... types) {
        add(
                key,
                () -> {
                    SchemaWriter writer = writer(Dialect.V3, List.of());
                    for (String type : types) {
                        writer.add(schemas.type(type));
                    }
                    return V3Document.of(List.of(path), writer.schemas(), version);
                });
    }

    private void add(String key, java.util.function.Supplier<ObjectNode> maker) {
        v3.put(key, OpenApiDocument.of(maker, GnosticV3::encode));
    }

    private ObjectNode groupVersion(GroupVersion groupVersion) {
        List<Kind> own =
                kinds.stream().filter(kind -> kind.groupVersion().equals(groupVersion)).toList();
        SchemaWriter writer = writer(Dialect.V3, List.of(groupVersion));
        addTypes(writer, own);
        List<ApiPath> paths = new ArrayList<>(pathsOf(own));
        paths.add(DiscoveryPaths.resources(groupVersion));
        return V3Document.of(sorted(paths), writer.schemas(), version);
    }

    private ObjectNode allInOne() {
        SchemaWriter writer = writer(Dialect.V2, groupVersions);
        addTypes(writer, kinds);
        List<ApiPath> paths = new ArrayList<>();
        for (Kind kind : kinds) {
            paths.addAll(pathsOf(List.of(kind)));
        }
        groupVersions.forEach(groupVersion -> paths.add(DiscoveryPaths.resources(groupVersion)));
        groupVersions.stream()
                .map(GroupVersion::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .forEach(group -> paths.add(DiscoveryPaths.group(group)));
        paths.addAll(
                List.of(
                        DiscoveryPaths.issuer(),
                        DiscoveryPaths.coreVersions(),
                        DiscoveryPaths.groups(),
                        DiscoveryPaths.keys(),
                        DiscoveryPaths.version()));
        for (String type :
                List.of(
                        DiscoveryPaths.VERSIONS_TYPE,
                        DiscoveryPaths.GROUPS_TYPE,
                        DiscoveryPaths.GROUP_TYPE,
                        DiscoveryPaths.VERSION_TYPE)) {
            writer.add(schemas.type(type));
        }
        return V2Document.of(sorted(paths), writer.schemas(), version);
    }

    private SchemaWriter writer(Dialect dialect, List<GroupVersion> about) {
        return new SchemaWriter(dialect, about, Descriptions.load());
    }

    private void addTypes(SchemaWriter writer, List<Kind> of) {
        for (Kind kind : of) {
            writer.add(schemas.forKind(kind));
            schemas.forKind(kind.groupVersion(), kind.listKind()).ifPresent(writer::add);
            for (Subresource sub : kind.subresources()) {
                schemas.forKind(sub.groupVersion(), sub.kindName()).ifPresent(writer::add);
            }
        }
        OF_EVERY_DOCUMENT.forEach(type -> writer.add(schemas.type(type)));
        writer.add(schemas.type(DiscoveryPaths.RESOURCES_TYPE));
    }

    private List<ApiPath> pathsOf(List<Kind> of) {
        return of.stream()
                .flatMap(
                        kind ->
                                KindPaths.of(kind, schemas, answersDeletedObject.test(kind))
                                        .stream())
                .toList();
    }

    private static List<ApiPath> sorted(List<ApiPath> paths) {
        return paths.stream().sorted(Comparator.comparing(ApiPath::path)).toList();
    }
}
