package dev.skiff.apiserver.openapi;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.apiserver.openapi.ApiOperation.Answer;
import dev.skiff.apiserver.openapi.ApiOperation.Content;
import dev.skiff.apiserver.openapi.ApiOperation.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes the operations of one kind.
final class OperationWriter {
    private static final String STATUS = SchemaNames.of("meta.v1.Status");

    private final Kind kind;
    private final String definition;
    private final String listDefinition;
    private final boolean answersDeletedObject;
    private final String title;

    /// What a path below a kind's is about; the object itself where `name` is empty.
    record Part(String name, GroupVersion groupVersion, String kind) {
        String title() {
            return name.isEmpty() ? "" : OperationNames.capital(name);
        }

        String of(String kindName) {
            return name.isEmpty() ? kindName : name + " of a " + kindName;
        }
    }

    OperationWriter(Kind kind, SchemaCatalogue schemas, boolean answersDeletedObject) {
        this.kind = kind;
        this.definition = SchemaNames.of(schemas.forKind(kind).name());
        this.listDefinition =
                schemas.forKind(kind.groupVersion(), kind.listKind())
                        .map(type -> SchemaNames.of(type.name()))
                        .orElse(definition);
        this.answersDeletedObject = answersDeletedObject;
        this.title = OperationNames.title(kind.groupVersion());
    }

    /// The name of the schema of the kind's objects.
    String definition() {
        return definition;
    }

    /// What stands before the kind in the ids of operations within a namespace.
    String namespaced() {
        return kind.isNamespaced() ? "Namespaced" : "";
    }

    /// The parameters of the path of a collection within its namespace, if it has one.
    List<ApiParameter> within() {
        return kind.isNamespaced() ? List.of(KnownParameters.NAMESPACE) : List.of();
    }

    Content content(String schema) {
        return new Content(MediaTypes.OBJECT, schema, true);
    }

    ApiOperation list(String idSuffix, List<ApiParameter> path) {
        Content answer = new Content(MediaTypes.COLLECTION, listDefinition, true);
        return operation(
                new Head("get", "list" + title + idSuffix, "Lists or watches " + plural()),
                subject("list"),
                parameters(path, KnownParameters.SELECT, KnownParameters.WATCH),
                Optional.empty(),
                answers(answer, 200));
    }

    ApiOperation create() {
        return operation(
                new Head(
                        "post",
                        "create" + title + namespaced() + kind.name(),
                        "Creates an object of kind " + kind.name() + "."),
                subject("post"),
                parameters(within(), KnownParameters.WRITE),
                body(MediaTypes.ANY, definition),
                answers(content(definition), 200, 201, 202));
    }

    ApiOperation deleteCollection() {
        return operation(
                new Head(
                        "delete",
                        "delete" + title + "Collection" + namespaced() + kind.name(),
                        "Deletes " + plural()),
                subject("deletecollection"),
                parameters(within(), KnownParameters.SELECT, KnownParameters.DELETE),
                deleteOptions(),
                answers(content(STATUS), 200));
    }

    ApiOperation read(Part part, Content object) {
        return operation(
                new Head("get", id("read", part), "Reads the " + part.of(kind.name()) + "."),
                subject("get", part),
                parameters(named()),
                Optional.empty(),
                answers(object, 200));
    }

    ApiOperation replace(Part part, Content object) {
        return operation(
                new Head("put", id("replace", part), "Replaces the " + part.of(kind.name()) + "."),
                subject("put", part),
                parameters(named(), KnownParameters.WRITE),
                body(MediaTypes.ANY, object.definition()),
                answers(object, 200, 201));
    }

    ApiOperation patch(Part part, Content object) {
        return operation(
                new Head("patch", id("patch", part), "Changes the " + part.of(kind.name()) + "."),
                subject("patch", part),
                parameters(named(), KnownParameters.WRITE, List.of(KnownParameters.FORCE)),
                body(MediaTypes.PATCH, SchemaNames.of("meta.v1.Patch")),
                answers(object, 200, 201));
    }

    ApiOperation delete() {
        return operation(
                new Head(
                        "delete",
                        "delete" + title + namespaced() + kind.name(),
                        "Deletes the " + kind.name() + "."),
                subject("delete"),
                parameters(named(), KnownParameters.DELETE),
                deleteOptions(),
                answers(content(answersDeletedObject ? definition : STATUS), 200, 202));
    }

    ApiOperation createPart(Part part, Content object) {
        return operation(
                new Head("post", id("create", part), "Creates the " + part.of(kind.name()) + "."),
                subject("post", part),
                parameters(named(), KnownParameters.WRITE),
                body(MediaTypes.ANY, object.definition()),
                answers(object, 200, 201, 202));
    }

    ApiOperation log(Part part) {
        return operation(
                new Head("get", id("read", part), "Reads the " + part.of(kind.name()) + "."),
                subject("get", part),
                parameters(named(), KnownParameters.LOG),
                Optional.empty(),
                answers(new Content(MediaTypes.LOG, ApiOperation.TEXT, true), 200));
    }

    ApiOperation connect(String method, Part part, List<ApiParameter> options) {
        List<ApiParameter> parameters = new ArrayList<>(named());
        parameters.addAll(options);
        return new ApiOperation(
                method,
                id("connect" + title + OperationNames.capital(method), part),
                "Connects to " + part.of(kind.name()) + ".",
                OperationNames.tag(kind.groupVersion()),
                subject("connect", part),
                parameters,
                Optional.empty(),
                answers(new Content(MediaTypes.ANY, ApiOperation.TEXT, true), 200));
    }

    /// The old way to watch.
    ApiOperation watch(String action, String idSuffix, List<ApiParameter> path) {
        Content event =
                new Content(MediaTypes.COLLECTION, SchemaNames.of("meta.v1.WatchEvent"), true);
        return operation(
                new Head(
                        "get",
                        "watch" + title + idSuffix,
                        "Watches " + plural() + " Deprecated: list with the parameter watch."),
                subject(action),
                parameters(path, KnownParameters.SELECT, KnownParameters.WATCH),
                Optional.empty(),
                answers(event, 200));
    }

    private record Head(String method, String id, String description) {}

    private ApiOperation operation(
            Head head,
            Optional<Subject> subject,
            List<ApiParameter> parameters,
            Optional<Content> body,
            List<Answer> answers) {
        List<ApiParameter> all = new ArrayList<>(parameters);
        all.add(KnownParameters.PRETTY);
        return new ApiOperation(
                head.method(),
                head.id(),
                head.description(),
                OperationNames.tag(kind.groupVersion()),
                subject,
                all,
                body,
                answers);
    }

    private String id(String verb, Part part) {
        String start = verb.startsWith("connect") ? verb : verb + title;
        return start + namespaced() + kind.name() + part.title();
    }

    private String plural() {
        return "objects of kind " + kind.name() + ".";
    }

    private List<ApiParameter> named() {
        List<ApiParameter> named = new ArrayList<>(within());
        named.add(KnownParameters.name(kind.name()));
        return named;
    }

    private Optional<Subject> subject(String action) {
        return Optional.of(new Subject(action, kind.groupVersion(), kind.name()));
    }

    private static Optional<Subject> subject(String action, Part part) {
        return Optional.of(new Subject(action, part.groupVersion(), part.kind()));
    }

    @SafeVarargs
    private static List<ApiParameter> parameters(List<ApiParameter>... lists) {
        return Arrays.stream(lists).flatMap(List::stream).distinct().toList();
    }

    private static Optional<Content> body(List<String> mediaTypes, String definition) {
        return Optional.of(new Content(mediaTypes, definition, true));
    }

    private static Optional<Content> deleteOptions() {
        String options = SchemaNames.of("meta.v1.DeleteOptions");
        return Optional.of(new Content(MediaTypes.ANY, options, false));
    }

    private static List<Answer> answers(Content content, int... codes) {
        List<Answer> answers = new ArrayList<>();
        for (int code : codes) {
            answers.add(new Answer(code, phrase(code), Optional.of(content)));
        }
        answers.add(new Answer(401, "Unauthorized", Optional.empty()));
        return answers;
    }

    private static String phrase(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            default -> throw new IllegalStateException("no phrase for " + code);
        };
    }
}
