package dev.skiff.controllers.endpoints;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what a service's Endpoints object holds: ready and unready addresses, grouped by the
/// ports they have in common. At most a thousand; who needs more reads slices.
final class EndpointsPlanner {
    static final String MANAGER = "endpoint-controller";
    private static final int MOST_ADDRESSES = 1000;
    private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

    private static final class Group {
        final List<EndpointAddress> ready = new ArrayList<>();
        final List<EndpointAddress> unready = new ArrayList<>();
    }

    private EndpointsPlanner() {}

    /// The object as it should be; equal to what is there if nothing is to be done.
    static Endpoints plan(Service service, List<Backend> backends, Optional<Endpoints> current) {
        List<Backend> served =
                backends.stream()
                        .filter(b -> !b.isTerminating() || ServiceFacts.publishesUnready(service))
                        .filter(b -> !b.ports().isEmpty() || ServiceFacts.isHeadless(service))
                        .sorted(Comparator.comparing(Backend::address))
                        .toList();
        Map<String, String> labels = ServiceFacts.handedDownLabels(service);
        labels.put(ServiceFacts.ENDPOINTS_MANAGER, MANAGER);
        EndpointsBuilder builder =
                current.map(EndpointsBuilder::new).orElseGet(EndpointsBuilder::new);
        builder.editOrNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withLabels(labels)
                .removeFromAnnotations(OVER_CAPACITY)
                .endMetadata();
        if (served.size() > MOST_ADDRESSES) {
            builder.editMetadata().addToAnnotations(OVER_CAPACITY, "truncated").endMetadata();
        }
        return builder.withSubsets(subsets(service, served)).build();
    }

    private static List<EndpointSubset> subsets(Service service, List<Backend> served) {
        Map<List<Backend.Port>, Group> groups = new LinkedHashMap<>();
        served.stream()
                .limit(MOST_ADDRESSES)
                .forEach(
                        backend -> {
                            Group group = groups.computeIfAbsent(backend.ports(), _ -> new Group());
                            boolean isReady =
                                    backend.isReady() || ServiceFacts.publishesUnready(service);
                            (isReady ? group.ready : group.unready).add(address(backend));
                        });
        List<EndpointSubset> subsets = new ArrayList<>();
        groups.forEach(
                (ports, group) ->
                        subsets.add(
                                new EndpointSubsetBuilder()
                                        .withAddresses(group.ready)
                                        .withNotReadyAddresses(group.unready)
                                        .withPorts(
                                                ports.stream().map(EndpointsPlanner::port).toList())
                                        .build()));
        return subsets;
    }

    private static EndpointAddress address(Backend backend) {
        return new EndpointAddressBuilder()
                .withIp(backend.address())
                .withHostname(emptyToNull(backend.hostname()))
                .withNodeName(emptyToNull(backend.nodeName()))
                .withTargetRef(backend.reference())
                .build();
    }

    private static EndpointPort port(Backend.Port port) {
        return new EndpointPortBuilder()
                .withName(emptyToNull(port.name()))
                .withPort(port.number())
                .withProtocol(port.protocol())
                .withAppProtocol(emptyToNull(port.appProtocol()))
                .build();
    }

    private static @org.jspecify.annotations.Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
