package dev.skiff.standalone;

import dev.skiff.api.kind.GroupVersion;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Tells who creates an object that nothing in this cluster will act on.
final class MissingControllers implements ApiHandler {
    /// The kinds that something here acts on, and those that are data for others.
    private static final SortedSet<String> AT_WORK =
            new TreeSet<>(
                    List.of(
                            "Binding",
                            "ConfigMap",
                            "ControllerRevision.apps",
                            "Deployment.apps",
                            "EndpointSlice.discovery.k8s.io",
                            "Endpoints",
                            "Event",
                            "Event.events.k8s.io",
                            "Lease.coordination.k8s.io",
                            "Namespace",
                            "Node",
                            "Pod",
                            "PodTemplate",
                            "PriorityClass.scheduling.k8s.io",
                            "ReplicaSet.apps",
                            "RuntimeClass.node.k8s.io",
                            "Secret",
                            "Service",
                            "ServiceAccount"));

    private final ApiHandler next;

    MissingControllers(ApiHandler next) {
        this.next = next;
    }

    static boolean isAtWork(Kind kind) {
        return AT_WORK.contains(kind.qualifiedName());
    }

    /// The names of the kinds we serve, as users read them.
    static String names(Predicate<Kind> wanted) {
        return Kinds.ALL.stream()
                .filter(wanted)
                .map(Kind::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        ApiResponse answer = next.handle(request);
        if (answer instanceof ApiResponse.Full created && created.status() == 201) {
            return kindAt(request.path())
                    .filter(kind -> !isAtWork(kind))
                    .map(kind -> warned(created, kind))
                    .orElse(created);
        }
        return answer;
    }

    private static ApiResponse.Full warned(ApiResponse.Full answer, Kind kind) {
        List<ApiResponse.Header> headers = new ArrayList<>(answer.headers());
        headers.add(
                new ApiResponse.Header(
                        "Warning",
                        "299 - \"Skiff has no controller for %s yet\"".formatted(kind.name())));
        return new ApiResponse.Full(answer.status(), headers, answer.body());
    }

    /// The kind of what lies at `/api/v1/…` or `/apis/GROUP/VERSION/…`; none for a subresource.
    private static Optional<Kind> kindAt(String path) {
        List<String> parts = List.of(path.substring(1).split("/"));
        int prefix = parts.getFirst().equals("api") ? 2 : 3;
        if (parts.size() <= prefix) {
            return Optional.empty();
        }
        boolean isNamespaced = parts.get(prefix).equals("namespaces") && parts.size() > prefix + 2;
        int at = isNamespaced ? prefix + 2 : prefix;
        GroupVersion groupVersion = GroupVersion.parse(String.join("/", parts.subList(1, prefix)));
        return parts.size() > at + 2
                ? Optional.empty()
                : Kinds.byResource(groupVersion, parts.get(at));
    }
}
