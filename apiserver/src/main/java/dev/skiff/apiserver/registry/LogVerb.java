package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import dev.skiff.apiserver.tunnel.NodeTunnel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET` of a pod's `log`: passes the question on to the pod's node, and the node's answer back.
final class LogVerb implements Verb {
    private static final UserInfo SELF =
            UserInfo.authenticated("system:kube-apiserver", UserInfo.MASTERS_GROUP);
    private static final List<String> PASSED_ON =
            List.of(
                    "follow",
                    "previous",
                    "sinceSeconds",
                    "sinceTime",
                    "timestamps",
                    "tailLines",
                    "limitBytes",
                    "stream");
    private static final byte[] NO_BODY = {};

    private final GetVerb objects;
    private final NodeTunnel tunnel;

    LogVerb(GetVerb objects, NodeTunnel tunnel) {
        this.objects = objects;
        this.tunnel = tunnel;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        Parameters query = request.http().query();
        requireNumbers(query);
        ObjectNode pod = objects.read(request).tree();
        requireOptions(query, request.name());
        String container = container(pod, query.firstOrEmpty("container"), request.name());
        String node = pod.at("/spec/nodeName").asText("");
        if (node.isEmpty()) {
            return new ApiResponse.Full(204, List.of(), NO_BODY);
        }
        ApiHandler agent =
                tunnel.toNode(node)
                        .orElseThrow(
                                () ->
                                        ApiException.unavailable(
                                                "node \"" + node + "\" is not connected"));
        return agent.handle(toNode(request, container));
    }

    private static ApiRequest toNode(ResourceRequest request, String container) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            request.http().query().first(name).ifPresent(v -> query.put(name, List.of(v)));
        }
        String path =
                "/containerLogs/%s/%s/%s".formatted(request.namespace(), request.name(), container);
        return new ApiRequest("GET", path, Parameters.query(query), Parameters.NONE, NO_BODY, SELF);
    }

    private static String container(ObjectNode pod, String asked, String podName) {
        List<String> names = new ArrayList<>();
        for (String list : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
            for (JsonNode container : pod.path("spec").path(list)) {
                names.add(container.path("name").asText());
            }
        }
        if (asked.isEmpty() && names.size() == 1) {
            return names.getFirst();
        }
        if (asked.isEmpty()) {
            throw ApiException.badRequest(
                    "a container name must be specified for pod %s, choose one of: [%s]"
                            .formatted(podName, String.join(" ", names)));
        }
        if (!names.contains(asked)) {
            throw ApiException.badRequest(
                    "container %s is not valid for pod %s".formatted(asked, podName));
        }
        return asked;
    }

    private static void requireNumbers(Parameters query) {
        for (String name : new String[] {"tailLines", "sinceSeconds", "limitBytes"}) {
            query.first(name).ifPresent(WireNumber::parse);
        }
    }

    private static void requireOptions(Parameters query, String podName) {
        List<FieldError> errors = new ArrayList<>();
        requireAtLeast(0, "tailLines", query, errors);
        requireAtLeast(1, "limitBytes", query, errors);
        requireAtLeast(1, "sinceSeconds", query, errors);
        if (query.first("sinceSeconds").isPresent() && query.first("sinceTime").isPresent()) {
            errors.add(
                    FieldError.forbidden(
                            FieldPath.of("[]"),
                            "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        }
        if (!errors.isEmpty()) {
            throw FieldError.invalid("", "PodLogOptions", podName, errors);
        }
    }

    private static void requireAtLeast(
            long least, String name, Parameters query, List<FieldError> errors) {
        query.first(name)
                .map(WireNumber::parse)
                .filter(value -> value < least)
                .ifPresent(
                        value ->
                                errors.add(
                                        FieldError.invalid(
                                                FieldPath.of(name),
                                                value,
                                                least == 0
                                                        ? "must be greater than or equal to 0"
                                                        : "must be greater than 0")));
    }
}
