package dev.skiff.apiserver.metrics;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.kind.Subresource;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.Locale;
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
    private static final String APPLY = "application/apply-patch";

    static RequestLabels of(ApiRequest request) {
        RequestAttributes asked = RequestAttributes.of(request);
        String verb = verb(request, asked);
        Optional<Kind> kind = asked.isResource() ? kind(asked) : Optional.empty();
        if (kind.isEmpty()) {
            return new RequestLabels(verb, "", "", "", "", "");
        }
        Kind served = kind.get();
        String subresource =
                asked.subresource().isEmpty()
                        ? ""
                        : served.subresource(asked.subresource()).map(Subresource::name).orElse("");
        return new RequestLabels(
                verb,
                served.group(),
                served.groupVersion().version(),
                served.plural(),
                subresource,
                scope(asked));
    }

    private static Optional<Kind> kind(RequestAttributes asked) {
        return Kinds.byResource(new GroupVersion(asked.group(), asked.version()), asked.resource());
    }

    private static String scope(RequestAttributes asked) {
        if (!asked.name().isEmpty()) {
            return "resource";
        }
        return asked.namespace().isEmpty() ? "cluster" : "namespace";
    }

    private static String verb(ApiRequest request, RequestAttributes asked) {
        return switch (asked.verb()) {
            case "get", "list", "watch", "delete", "deletecollection", "post", "put", "head" ->
                    asked.verb().toUpperCase(Locale.ROOT);
            case "create" -> "POST";
            case "update" -> "PUT";
            case "patch" ->
                    request.headers().firstOrEmpty("Content-Type").startsWith(APPLY)
                            ? "APPLY"
                            : "PATCH";
            default -> "other";
        };
    }
}
