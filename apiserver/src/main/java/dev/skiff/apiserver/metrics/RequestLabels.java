package dev.skiff.apiserver.metrics;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import java.util.List;
import java.util.Optional;

/// What a call is counted as. A call that is about no kind we serve has an empty resource, whatever
/// its path.
///
/// @param verb `GET`, `LIST`, `WATCH`, `POST`, `PUT`, `PATCH`, `APPLY`, `DELETE`,
///     `DELETECOLLECTION`, or `other`
/// @param scope `resource`, `namespace` or `cluster`; empty where there is no resource
record RequestLabels(
        String verb,
        String group,
        String version,
        String resource,
        String subresource,
        String scope) {
    private static final String NAMESPACES = "namespaces";

    static RequestLabels of(ApiRequest request) {
        List<String> parts = List.of(request.path().split("/", -1));
        Optional<GroupVersion> groupVersion = groupVersion(parts);
        if (groupVersion.isEmpty()) {
            return new RequestLabels(method(request), "", "", "", "", "");
        }
        List<String> rest =
                parts.subList(groupVersion.get().group().isEmpty() ? 3 : 4, parts.size());
        boolean inNamespace = rest.size() > 2 && rest.getFirst().equals(NAMESPACES);
        if (inNamespace && Kinds.NAMESPACE.subresource(rest.get(2)).isEmpty()) {
            rest = rest.subList(2, rest.size());
        } else {
            inNamespace = false;
        }
        return about(request, groupVersion.get(), rest, inNamespace);
    }

    private static RequestLabels about(
            ApiRequest request, GroupVersion groupVersion, List<String> rest, boolean inNamespace) {
        Optional<Kind> kind =
                rest.isEmpty() ? Optional.empty() : Kinds.byResource(groupVersion, rest.getFirst());
        if (kind.isEmpty()) {
            return new RequestLabels(method(request), "", "", "", "", "");
        }
        boolean named = rest.size() > 1 && !rest.get(1).isEmpty();
        String subresource =
                rest.size() > 2
                        ? kind.get().subresource(rest.get(2)).map(s -> s.name()).orElse("")
                        : "";
        String collection = inNamespace ? "namespace" : "cluster";
        return new RequestLabels(
                named ? method(request) : collectionVerb(request),
                groupVersion.group(),
                groupVersion.version(),
                kind.get().plural(),
                subresource,
                named ? "resource" : collection);
    }

    private static Optional<GroupVersion> groupVersion(List<String> parts) {
        if (parts.size() > 3 && parts.get(1).equals("api") && !parts.get(2).isEmpty()) {
            return Optional.of(new GroupVersion("", parts.get(2)));
        }
        if (parts.size() > 4 && parts.get(1).equals("apis") && !parts.get(3).isBlank()) {
            return Optional.of(new GroupVersion(parts.get(2), parts.get(3)));
        }
        return Optional.empty();
    }

    private static String collectionVerb(ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> isWatch(request) ? "WATCH" : "LIST";
            case "DELETE" -> "DELETECOLLECTION";
            default -> method(request);
        };
    }

    private static boolean isWatch(ApiRequest request) {
        String watch = request.query().firstOrEmpty("watch");
        return watch.equals("true") || watch.equals("1");
    }

    private static String method(ApiRequest request) {
        return switch (request.method()) {
            case "GET", "POST", "PUT", "DELETE", "HEAD" -> request.method();
            case "PATCH" ->
                    request.headers()
                                    .firstOrEmpty("Content-Type")
                                    .startsWith("application/apply-patch")
                            ? "APPLY"
                            : "PATCH";
            default -> "other";
        };
    }
}
