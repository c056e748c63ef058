package dev.skiff.controllers.endpoints;

import dev.skiff.controllers.framework.PodFacts;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pod as a service sees it.
///
/// @param isReady its own word, not yet the service's: a terminating pod may still be ready
/// @param hostname the name it has under the service's; empty: none
/// @param zone of its node; empty: not known
/// @param ports the service's ports that it has
record Backend(
        Pod pod,
        String address,
        boolean isReady,
        boolean isTerminating,
        String hostname,
        String zone,
        List<Port> ports) {
    Backend {
        ports = List.copyOf(ports);
    }

    /// A port of the service and where the pod serves it.
    ///
    /// @param appProtocol empty: not given
    record Port(String name, String protocol, int number, String appProtocol) {}

    /// A pod without an address, or one that has finished, serves nobody.
    static Optional<Backend> of(Service service, Pod pod, String zone) {
        String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        if (address == null || address.isEmpty() || PodFacts.isFinished(pod)) {
            return Optional.empty();
        }
        boolean isNamedByService =
                service.getMetadata().getName().equals(pod.getSpec().getSubdomain());
        String hostname =
                isNamedByService ? Optional.ofNullable(pod.getSpec().getHostname()).orElse("") : "";
        return Optional.of(
                new Backend(
                        pod,
                        address,
                        PodFacts.isReady(pod),
                        PodFacts.isTerminating(pod),
                        hostname,
                        zone,
                        ports(service, pod)));
    }

    String uid() {
        return pod.getMetadata().getUid();
    }

    String nodeName() {
        return PodFacts.nodeName(pod);
    }

    ObjectReference reference() {
        return new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(uid())
                .build();
    }

    /// A named target port that the pod doesn't have is left out.
    private static List<Port> ports(Service service, Pod pod) {
        List<Port> ports = new ArrayList<>();
        for (ServicePort port : service.getSpec().getPorts()) {
            target(port, pod)
                    .ifPresent(
                            number ->
                                    ports.add(
                                            new Port(
                                                    Optional.ofNullable(port.getName()).orElse(""),
                                                    port.getProtocol(),
                                                    number,
                                                    Optional.ofNullable(port.getAppProtocol())
                                                            .orElse(""))));
        }
        return ports;
    }

    private static Optional<Integer> target(ServicePort port, Pod pod) {
        IntOrString target = port.getTargetPort();
        if (target == null) {
            return Optional.of(port.getPort());
        }
        if (target.getIntVal() != null) {
            return Optional.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(declared -> target.getStrVal().equals(declared.getName()))
                .filter(declared -> port.getProtocol().equals(declared.getProtocol()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
