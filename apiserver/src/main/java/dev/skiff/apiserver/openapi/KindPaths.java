package dev.skiff.apiserver.openapi;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Subresource;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.apiserver.openapi.ApiOperation.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The paths of one kind: its collection, its objects, its subresources, and the old paths of
/// watches.
final class KindPaths {
    private final Kind kind;
    private final SchemaCatalogue schemas;
    private final String prefix;
    private final String namespaced;
    private final OperationWriter operations;
    private final List<ApiPath> paths = new ArrayList<>();

    private KindPaths(Kind kind, SchemaCatalogue schemas, boolean answersDeletedObject) {
        this.kind = kind;
        this.schemas = schemas;
        this.prefix = "/" + kind.groupVersion().pathPrefix() + "/";
        this.namespaced = kind.isNamespaced() ? "namespaces/{namespace}/" : "";
        this.operations = new OperationWriter(kind, schemas, answersDeletedObject);
    }

    /// @param answersDeletedObject whether deleting answers with the object
    static List<ApiPath> of(Kind kind, SchemaCatalogue schemas, boolean answersDeletedObject) {
        KindPaths paths = new KindPaths(kind, schemas, answersDeletedObject);
        paths.collection();
        paths.object();
        kind.subresources().forEach(paths::subresource);
        paths.legacyWatches();
        return paths.paths;
    }

    private void collection() {
        List<ApiOperation> all = new ArrayList<>();
        if (kind.verbs().contains("list")) {
            all.add(operations.list(operations.namespaced() + kind.name(), operations.within()));
            if (kind.isNamespaced()) {
                ApiOperation everywhere =
                        operations.list(kind.name() + "ForAllNamespaces", List.of());
                add(prefix + kind.plural(), List.of(everywhere));
            }
        }
        if (kind.verbs().contains("create")) {
            all.add(operations.create());
        }
        if (kind.verbs().contains("deletecollection")) {
            all.add(operations.deleteCollection());
        }
        add(prefix + namespaced + kind.plural(), all);
    }

    private void object() {
        List<ApiOperation> all = new ArrayList<>();
        Content object = operations.content(operations.definition());
        OperationWriter.Part part = new OperationWriter.Part("", kind.groupVersion(), kind.name());
        for (String verb : kind.verbs()) {
            switch (verb) {
                case "get" -> all.add(operations.read(part, object));
                case "update" -> all.add(operations.replace(part, object));
                case "patch" -> all.add(operations.patch(part, object));
                case "delete" -> all.add(operations.delete());
                default -> {} // of the collection
            }
        }
        add(objectPath(), all);
    }

    private void subresource(Subresource sub) {
        String path = objectPath() + "/" + sub.name();
        OperationWriter.Part part =
                new OperationWriter.Part(sub.name(), sub.groupVersion(), sub.kindName());
        if (sub.kindName().endsWith("Options")) {
            connections(path, part, sub);
            return;
        }
        if (sub.name().equals("log")) {
            add(path, List.of(operations.log(part)));
            return;
        }
        Content body =
                schemas.forKind(sub.groupVersion(), sub.kindName())
                        .map(type -> operations.content(SchemaNames.of(type.name())))
                        .orElseThrow(() -> new IllegalStateException("types.json has no " + sub));
        List<ApiOperation> all = new ArrayList<>();
        for (String verb : sub.verbs()) {
            Optional<ApiOperation> operation =
                    switch (verb) {
                        case "get" -> Optional.of(operations.read(part, body));
                        case "update" -> Optional.of(operations.replace(part, body));
                        case "patch" -> Optional.of(operations.patch(part, body));
                        case "create" -> Optional.of(operations.createPart(part, body));
                        default -> Optional.empty();
                    };
            operation.ifPresent(all::add);
        }
        add(path, all);
    }

    /// A proxy has all methods, and further paths below its own.
    private void connections(String path, OperationWriter.Part part, Subresource sub) {
        List<ApiParameter> parameters = KnownParameters.connect(sub.kindName());
        List<String> methods =
                sub.name().equals("proxy")
                        ? List.of("delete", "get", "head", "options", "patch", "post", "put")
                        : List.of("get", "post");
        add(
                path,
                methods.stream()
                        .map(method -> operations.connect(method, part, parameters))
                        .toList());
        if (sub.name().equals("proxy")) {
            List<ApiParameter> more = new ArrayList<>(parameters);
            more.add(ApiParameter.inPath("path", "The path to ask for behind the proxy."));
            OperationWriter.Part below =
                    new OperationWriter.Part(
                            sub.name() + "WithPath", sub.groupVersion(), sub.kindName());
            add(
                    path + "/{path}",
                    methods.stream()
                            .map(method -> operations.connect(method, below, more))
                            .toList());
        }
    }

    private void legacyWatches() {
        if (!kind.verbs().contains("watch")) {
            return;
        }
        String watch = prefix + "watch/";
        String own = operations.namespaced() + kind.name();
        if (kind.isNamespaced()) {
            ApiOperation everywhere =
                    operations.watch("watchlist", kind.name() + "ListForAllNamespaces", List.of());
            add(watch + kind.plural(), List.of(everywhere));
        }
        List<ApiParameter> within = operations.within();
        add(
                watch + namespaced + kind.plural(),
                List.of(operations.watch("watchlist", own + "List", within)));
        List<ApiParameter> named = new ArrayList<>(within);
        named.add(KnownParameters.name(kind.name()));
        add(
                watch + namespaced + kind.plural() + "/{name}",
                List.of(operations.watch("watch", own, named)));
    }

    private String objectPath() {
        return prefix + namespaced + kind.plural() + "/{name}";
    }

    private void add(String path, List<ApiOperation> all) {
        if (!all.isEmpty()) {
            paths.add(ApiPath.of(path, all));
        }
    }
}
