package dev.skiff.controllers.endpoints;

import dev.skiff.controllers.framework.Owners;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides how a service's endpoints are spread over slices: pods with the same ports together, at
/// most a hundred in a slice. An endpoint stays in its slice, and as few slices as possible change.
final class SlicePlanner {
    static final String MANAGER = "endpointslice-controller.k8s.io";
    private static final int MOST_ENDPOINTS = 100;

    /// A slice while it is being filled.
    private static final class Draft {
        final @Nullable EndpointSlice current;
        final List<Endpoint> endpoints = new ArrayList<>();

        Draft(@Nullable EndpointSlice current) {
            this.current = current;
        }

        boolean hasRoom() {
            return endpoints.size() < MOST_ENDPOINTS;
        }

        boolean isChanged() {
            return current == null || !current.getEndpoints().equals(endpoints);
        }
    }

    private final Service service;
    private final Map<String, String> labels;
    private final List<EndpointSlice> toCreate = new ArrayList<>();
    private final List<EndpointSlice> toUpdate = new ArrayList<>();
    private final List<EndpointSlice> toDelete = new ArrayList<>();

    private SlicePlanner(Service service) {
        this.service = service;
        this.labels = ServiceFacts.handedDownLabels(service);
        labels.put(ServiceFacts.SERVICE_NAME, service.getMetadata().getName());
        labels.put(ServiceFacts.SLICE_MANAGER, MANAGER);
    }

    /// @param current the service's slices that are ours
    static SlicePlan plan(Service service, List<Backend> backends, List<EndpointSlice> current) {
        SlicePlanner planner = new SlicePlanner(service);
        planner.plan(backends, current);
        return new SlicePlan(planner.toCreate, planner.toUpdate, planner.toDelete);
    }

    private void plan(List<Backend> backends, List<EndpointSlice> current) {
        Map<List<EndpointPort>, Map<String, Endpoint>> wanted = new LinkedHashMap<>();
        for (Backend backend : backends) {
            List<EndpointPort> ports = backend.ports().stream().map(SlicePlanner::port).toList();
            wanted.computeIfAbsent(ports, _ -> new LinkedHashMap<>())
                    .put(backend.uid(), endpoint(backend));
        }
        for (EndpointSlice slice : current) {
            if (!wanted.containsKey(slice.getPorts()) || !slice.getAddressType().equals("IPv4")) {
                toDelete.add(slice);
            }
        }
        wanted.forEach(
                (ports, endpoints) ->
                        fill(
                                ports,
                                endpoints,
                                current.stream().filter(s -> !toDelete.contains(s)).toList()));
        keepOneAtLeast(current);
    }

    /// First what is where it was, then what is new, into slices that change anyway, then into the
    /// fullest that have room.
    private void fill(
            List<EndpointPort> ports,
            Map<String, Endpoint> endpoints,
            List<EndpointSlice> current) {
        List<Draft> drafts = new ArrayList<>();
        for (EndpointSlice slice : current) {
            if (slice.getPorts().equals(ports)) {
                drafts.add(keep(slice, endpoints));
            }
        }
        drafts.sort(
                Comparator.comparing((Draft draft) -> !draft.isChanged())
                        .thenComparing(draft -> -draft.endpoints.size()));
        for (Endpoint endpoint : endpoints.values()) {
            Optional<Draft> room = drafts.stream().filter(Draft::hasRoom).findFirst();
            Draft draft = room.orElseGet(() -> new Draft(null));
            if (room.isEmpty()) {
                drafts.add(draft);
            }
            draft.endpoints.add(endpoint);
        }
        drafts.forEach(draft -> finish(ports, draft));
    }

    /// Takes the endpoints that the slice keeps out of those that are still to be placed.
    private static Draft keep(EndpointSlice slice, Map<String, Endpoint> endpoints) {
        Draft draft = new Draft(slice);
        for (Endpoint before : slice.getEndpoints()) {
            Endpoint now =
                    before.getTargetRef() == null
                            ? null
                            : endpoints.remove(before.getTargetRef().getUid());
            if (now != null && draft.hasRoom()) {
                draft.endpoints.add(now);
            }
        }
        return draft;
    }

    private void finish(List<EndpointPort> ports, Draft draft) {
        EndpointSlice current = draft.current;
        if (current == null) {
            toCreate.add(slice(ports, draft.endpoints));
        } else if (draft.endpoints.isEmpty()) {
            toDelete.add(current);
        } else if (draft.isChanged() || !labels.equals(current.getMetadata().getLabels())) {
            ObjectMeta metadata =
                    new ObjectMetaBuilder(current.getMetadata()).withLabels(labels).build();
            toUpdate.add(
                    new EndpointSlice(
                            "IPv4",
                            "discovery.k8s.io/v1",
                            draft.endpoints,
                            "EndpointSlice",
                            metadata,
                            ports));
        }
    }

    /// A service without endpoints has one empty slice, which says that it has none.
    private void keepOneAtLeast(List<EndpointSlice> current) {
        if (!toCreate.isEmpty() || toDelete.size() < current.size()) {
            return;
        }
        Optional<EndpointSlice> empty =
                current.stream()
                        .filter(slice -> slice.getEndpoints().isEmpty())
                        .filter(slice -> slice.getPorts().isEmpty())
                        .filter(slice -> labels.equals(slice.getMetadata().getLabels()))
                        .findFirst();
        empty.ifPresentOrElse(toDelete::remove, () -> toCreate.add(slice(List.of(), List.of())));
    }

    private EndpointSlice slice(List<EndpointPort> ports, List<Endpoint> endpoints) {
        ObjectMeta metadata =
                new ObjectMetaBuilder()
                        .withGenerateName(service.getMetadata().getName() + "-")
                        .withNamespace(service.getMetadata().getNamespace())
                        .withLabels(labels)
                        .withOwnerReferences(Owners.referenceTo(service))
                        .build();
        return new EndpointSlice(
                "IPv4", "discovery.k8s.io/v1", endpoints, "EndpointSlice", metadata, ports);
    }

    private Endpoint endpoint(Backend backend) {
        boolean isReady =
                ServiceFacts.publishesUnready(service)
                        || (backend.isReady() && !backend.isTerminating());
        return new EndpointBuilder()
                .withAddresses(backend.address())
                .withNewConditions(isReady, backend.isReady(), backend.isTerminating())
                .withHostname(emptyToNull(backend.hostname()))
                .withNodeName(emptyToNull(backend.nodeName()))
                .withZone(emptyToNull(backend.zone()))
                .withTargetRef(backend.reference())
                .build();
    }

    private static EndpointPort port(Backend.Port port) {
        return new EndpointPortBuilder()
                .withName(port.name())
                .withPort(port.number())
                .withProtocol(port.protocol())
                .withAppProtocol(emptyToNull(port.appProtocol()))
                .build();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
