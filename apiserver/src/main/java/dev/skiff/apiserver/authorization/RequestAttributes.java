package dev.skiff.apiserver.authorization;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.UserInfo;
import java.util.Locale;

/// What a call asks for, read from its method and path alone: the terms in which permission is
/// given. Says nothing about whether such a thing exists.
///
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`;
///     for paths that are not of a resource the method in lower case
/// @param isResource whether the path is of a resource; otherwise only verb and path matter
/// @param namespace empty: none, or all
/// @param name empty: the collection
/// @param fieldSelector what part of a collection is asked for
public record RequestAttributes(
        UserInfo user,
        String verb,
        String path,
        boolean isResource,
        String group,
        String version,
        String resource,
        String subresource,
        String namespace,
        String name,
        String fieldSelector) {

    public static RequestAttributes of(ApiRequest request) {
        return ResourcePath.parse(request.path())
                .map(path -> ofResource(request, path))
                .orElseGet(() -> ofPath(request));
    }

    /// The resource as error messages name it: `pods`, `deployments.apps`.
    public String qualifiedResource() {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    /// Whether it is about a namespace itself, which counts as being in that namespace.
    public boolean isOfNamespace() {
        return isResource && group.isEmpty() && resource.equals("namespaces");
    }

    /// The same call under another verb.
    public RequestAttributes withVerb(String other) {
        return new RequestAttributes(
                user,
                other,
                path,
                isResource,
                group,
                version,
                resource,
                subresource,
                namespace,
                name,
                fieldSelector);
    }

    private static RequestAttributes ofPath(ApiRequest request) {
        String verb = request.method().toLowerCase(Locale.ROOT);
        return new RequestAttributes(
                request.user(), verb, request.path(), false, "", "", "", "", "", "", "");
    }

    private static RequestAttributes ofResource(ApiRequest request, ResourcePath path) {
        return new RequestAttributes(
                request.user(),
                verb(request, path),
                request.path(),
                true,
                path.group(),
                path.version(),
                path.resource(),
                path.subresource(),
                path.isOfNamespace() ? path.name() : path.namespace(),
                path.name(),
                request.query().firstOrEmpty("fieldSelector"));
    }

    private static String verb(ApiRequest request, ResourcePath path) {
        boolean isCollection = path.name().isEmpty();
        return switch (request.method()) {
            case "GET", "HEAD" -> readVerb(request, path);
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> isCollection ? "deletecollection" : "delete";
            default -> request.method().toLowerCase(Locale.ROOT);
        };
    }

    private static String readVerb(ApiRequest request, ResourcePath path) {
        if (path.isLegacyWatch()) {
            return "watch";
        }
        if (!path.name().isEmpty()) {
            return "get";
        }
        return switch (request.query().firstOrEmpty("watch")) {
            case "", "false", "0" -> "list";
            default -> "watch";
        };
    }
}
