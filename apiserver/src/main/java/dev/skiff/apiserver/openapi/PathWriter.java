package dev.skiff.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Subresource;
import java.util.List;
import java.util.Locale;

/// Writes the paths of a kind with their operations.
final class PathWriter {
    /// What an operation is about.
    private record Subject(GroupVersion groupVersion, String kind, String id) {}

    private static final List<String> WRITE_OPTIONS =
            List.of("dryRun", "fieldManager", "fieldValidation");
    private static final List<String> LIST_OPTIONS =
            List.of(
                    "allowWatchBookmarks",
                    "continue",
                    "fieldSelector",
                    "labelSelector",
                    "limit",
                    "resourceVersion",
                    "resourceVersionMatch",
                    "sendInitialEvents",
                    "timeoutSeconds",
                    "watch");
    private static final List<String> DELETE_OPTIONS =
            List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");

    private final ObjectNode paths = Json.object();

    ObjectNode paths() {
        return paths;
    }

    void add(Kind kind) {
        String prefix = "/" + kind.groupVersion().pathPrefix() + "/";
        String within = kind.isNamespaced() ? prefix + "namespaces/{namespace}/" : prefix;
        Subject subject = new Subject(kind.groupVersion(), kind.name(), kind.name());
        collection(within + kind.plural(), kind, subject);
        if (kind.isNamespaced() && kind.verbs().contains("list")) {
            ObjectNode item = paths.putObject(prefix + kind.plural());
            operation(item, "get", "list", subject, LIST_OPTIONS);
        }
        if (kind.verbs().contains("get")) {
            object(paths.putObject(within + kind.plural() + "/{name}"), kind.verbs(), subject);
        }
        for (Subresource sub : kind.subresources()) {
            Subject about =
                    new Subject(sub.groupVersion(), sub.kindName(), kind.name() + "_" + sub.name());
            ObjectNode item = paths.putObject(within + kind.plural() + "/{name}/" + sub.name());
            object(item, sub.verbs(), about);
            if (sub.verbs().contains("create")) {
                operation(item, "post", "connect", about, WRITE_OPTIONS);
            }
        }
    }

    private void collection(String path, Kind kind, Subject subject) {
        ObjectNode item = paths.putObject(path);
        if (kind.verbs().contains("list")) {
            operation(item, "get", "list", subject, LIST_OPTIONS);
        }
        if (kind.verbs().contains("create")) {
            operation(item, "post", "post", subject, WRITE_OPTIONS);
        }
        if (kind.verbs().contains("deletecollection")) {
            operation(item, "delete", "deletecollection", subject, LIST_OPTIONS);
        }
    }

    private static void object(ObjectNode item, List<String> verbs, Subject subject) {
        if (verbs.contains("get")) {
            operation(item, "get", "get", subject, List.of());
        }
        if (verbs.contains("update")) {
            operation(item, "put", "put", subject, WRITE_OPTIONS);
        }
        if (verbs.contains("patch")) {
            operation(
                    item,
                    "patch",
                    "patch",
                    subject,
                    List.of("dryRun", "fieldManager", "fieldValidation", "force"));
        }
        if (verbs.contains("delete")) {
            operation(item, "delete", "delete", subject, DELETE_OPTIONS);
        }
    }

    private static void operation(
            ObjectNode item,
            String method,
            String action,
            Subject subject,
            List<String> parameters) {
        ObjectNode operation = item.putObject(method);
        operation.put(
                "operationId",
                action + subject.groupVersion().version().toUpperCase(Locale.ROOT) + subject.id());
        if (!parameters.isEmpty()) {
            ArrayNode list = operation.putArray("parameters");
            parameters.forEach(
                    name ->
                            list.addObject()
                                    .put("name", name)
                                    .put("in", "query")
                                    .putObject("schema")
                                    .put("type", "string")
                                    .put("uniqueItems", true));
        }
        operation.putObject("responses").putObject("200").put("description", "OK");
        operation.put("x-kubernetes-action", action);
        operation.set(
                GroupVersionKinds.EXTENSION,
                GroupVersionKinds.node(subject.groupVersion(), subject.kind()));
    }
}
