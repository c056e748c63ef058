package dev.skiff.apiserver;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.admission.SystemPriority;
import dev.skiff.apiserver.registry.kinds.flow.StandardFlows;
import dev.skiff.apiserver.registry.kinds.registration.LocalApiServices;
import dev.skiff.apiserver.registry.rules.IpRange;
import dev.skiff.apiserver.service.AddressRange;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Adds what every cluster has, where it is missing: the first namespaces, the priority classes of
/// its own pods, the range of service addresses, and the Service by which pods find the API.
final class Bootstrap {
    private static final List<String> NAMESPACES =
            List.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final String NAMESPACE = "default";
    private static final String NAME = "kubernetes";
    private static final int CREATED = 201;

    /// Asks for what was loaded when the server started, without asking the store again.
    private static final Map<String, String> LOADED = Map.of("resourceVersion", "0");

    private final ApiHandler api;
    private final ApiServerSettings settings;
    private final InstantSource clock;

    Bootstrap(ApiHandler api, ApiServerSettings settings, InstantSource clock) {
        this.api = api;
        this.clock = clock;
        this.settings = settings;
    }

    /// Safe to repeat.
    ///
    /// @throws StoreUnavailableException if something could not be added
    void run() {
        for (String namespace : NAMESPACES) {
            add(Kinds.NAMESPACE, "", object(Kinds.NAMESPACE, "", namespace));
        }
        for (SystemPriority priority : SystemPriority.values()) {
            add(Kinds.PRIORITY_CLASS, "", priorityClass(priority));
        }
        add(Kinds.SERVICE_CIDR, "", serviceRange());
        add(Kinds.SERVICE, NAMESPACE, service());
        settings.advertised()
                .ifPresent(
                        address -> {
                            add(Kinds.ENDPOINTS, NAMESPACE, endpoints(address));
                            add(Kinds.ENDPOINT_SLICE, NAMESPACE, endpointSlice(address));
                        });
    }

    /// Adds what nobody waits for. Safe to repeat.
    ///
    /// @throws StoreUnavailableException if something could not be added
    void complete() {
        for (Kind kind : List.of(Kinds.PRIORITY_LEVEL_CONFIGURATION, Kinds.FLOW_SCHEMA)) {
            StandardFlows.of(kind).forEach((name, spec) -> add(kind, "", flow(kind, name, spec)));
        }
        LocalApiServices.specs()
                .forEach((name, spec) -> add(Kinds.API_SERVICE, "", apiService(name, spec)));
    }

    private static ObjectNode apiService(String name, ObjectNode spec) {
        ObjectNode object = object(Kinds.API_SERVICE, "", name);
        object.withObjectProperty("metadata")
                .putObject("labels")
                .put(LocalApiServices.MANAGED_LABEL, "onstart");
        return object.set("spec", spec);
    }

    private static ObjectNode flow(Kind kind, String name, JsonNode spec) {
        ObjectNode object = object(kind, "", name);
        object.withObjectProperty("metadata")
                .putObject("annotations")
                .put(StandardFlows.UPDATED_ANNOTATION, "true");
        return object.set("spec", spec);
    }

    /// Adds what isn't there. Another server may add it at the same moment.
    private void add(Kind kind, String namespace, ObjectNode object) {
        String path = kind.objectPath(namespace, object.path("metadata").path("name").asText());
        if (isThere(path, LOADED)) {
            return;
        }
        ApiRequest request =
                ApiRequest.send(
                        "POST",
                        kind.collectionPath(namespace),
                        Map.of("fieldManager", "kube-apiserver"),
                        "application/json",
                        Json.write(object),
                        ServerIdentity.USER);
        ApiResponse answer = api.handle(request);
        if (answer.status() == CREATED || isThere(path, Map.of())) {
            return;
        }
        String body =
                answer instanceof ApiResponse.Full full
                        ? new String(full.body(), StandardCharsets.UTF_8)
                        : "";
        if (answer.status() >= 500) {
            throw new StoreUnavailableException(request + " answered " + body);
        }
        throw new IllegalStateException(request + " answered " + body);
    }

    private boolean isThere(String path, Map<String, String> query) {
        return api.handle(ApiRequest.get(path, query, ServerIdentity.USER)).status() == 200;
    }

    private static ObjectNode object(Kind kind, String namespace, String name) {
        ObjectNode object = Json.object();
        object.put("kind", kind.name()).put("apiVersion", kind.groupVersion().apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }

    private static ObjectNode priorityClass(SystemPriority priority) {
        return object(Kinds.PRIORITY_CLASS, "", priority.className())
                .put("value", priority.value())
                .put("description", priority.description());
    }

    private ObjectNode serviceRange() {
        String range = settings.serviceRange();
        ObjectNode object = object(Kinds.SERVICE_CIDR, "", NAME);
        object.putObject("spec")
                .putArray("cidrs")
                .add(IpRange.parse(range).map(IpRange::canonical).orElse(range));
        object.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "")
                .put("message", "Kubernetes default Service CIDR is ready")
                .put("lastTransitionTime", clock.instant().truncatedTo(SECONDS).toString());
        return object;
    }

    private static ObjectNode labelled(Kind kind, String label, String value) {
        ObjectNode object = object(kind, NAMESPACE, NAME);
        object.withObjectProperty("metadata").putObject("labels").put(label, value);
        return object;
    }

    private ObjectNode service() {
        ObjectNode service = labelled(Kinds.SERVICE, "component", "apiserver");
        service.withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put("provider", "kubernetes");
        int port = settings.advertised().map(ApiServerSettings.Address::port).orElse(6443);
        service.putObject("spec")
                .put("type", "ClusterIP")
                .put("clusterIP", new AddressRange(settings.serviceRange()).address(0))
                .put("ipFamilyPolicy", "SingleStack")
                .withArrayProperty("ports")
                .addObject()
                .put("name", "https")
                .put("protocol", "TCP")
                .put("port", 443)
                .put("targetPort", port);
        return service;
    }

    private static ObjectNode endpoints(ApiServerSettings.Address address) {
        ObjectNode endpoints =
                labelled(Kinds.ENDPOINTS, "endpointslice.kubernetes.io/skip-mirror", "true");
        ObjectNode subset = endpoints.withArrayProperty("subsets").addObject();
        subset.putArray("addresses").addObject().put("ip", address.ip());
        subset.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", address.port())
                .put("protocol", "TCP");
        return endpoints;
    }

    private static ObjectNode endpointSlice(ApiServerSettings.Address address) {
        ObjectNode slice = labelled(Kinds.ENDPOINT_SLICE, "kubernetes.io/service-name", NAME);
        slice.put("addressType", "IPv4");
        ObjectNode endpoint = slice.putArray("endpoints").addObject();
        endpoint.putArray("addresses").add(address.ip());
        endpoint.putObject("conditions").put("ready", true);
        slice.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", address.port())
                .put("protocol", "TCP");
        return slice;
    }
}
