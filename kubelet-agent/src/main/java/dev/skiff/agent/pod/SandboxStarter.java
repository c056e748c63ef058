package dev.skiff.agent.pod;

import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.node.NodeNetwork;
import dev.skiff.agent.node.PodAddresses;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.NamespaceMode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.runtime.SandboxNetwork;
import dev.skiff.agent.runtime.SandboxSpec;
import dev.skiff.agent.runtime.SandboxSpec.MemoryVolume;
import dev.skiff.agent.runtime.SandboxSpec.PortMapping;
import dev.skiff.agent.runtime.StartOutcome;
import dev.skiff.agent.volume.PodFiles;
import dev.skiff.agent.volume.PodVolume;
import dev.skiff.agent.volume.VolumeFile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Starts a pod's sandbox, with an address of the node's range.
final class SandboxStarter {
    /// What came of it.
    sealed interface Outcome {
        record Started(String id) implements Outcome {}

        /// @param id what was made of it and has to be removed; empty if nothing was
        record Failed(String message, String id) implements Outcome {}

        /// The node has no network for pods yet.
        record NoNetworkYet() implements Outcome {}
    }

    private final ContainerRuntime runtime;
    private final PodFiles files;
    private final NodeSettings node;
    private final NodeNetwork network;

    SandboxStarter(
            ContainerRuntime runtime, PodFiles files, NodeSettings node, NodeNetwork network) {
        this.runtime = runtime;
        this.files = files;
        this.node = node;
        this.network = network;
    }

    /// Whether the pod has a `resolv.conf` of its own; otherwise it sees the machine's.
    static boolean hasOwnResolver(Pod pod) {
        String policy = Objects.requireNonNullElse(pod.getSpec().getDnsPolicy(), "ClusterFirst");
        return !PodFacts.isHostNetwork(pod)
                || policy.equals("None")
                || policy.equals("ClusterFirstWithHostNet");
    }

    Outcome start(Pod pod, int attempt, PodDirectory directory, Map<String, PodVolume> volumes) {
        if (PodFacts.isHostNetwork(pod)) {
            return start(pod, attempt, directory, volumes, new SandboxNetwork.HostNetwork());
        }
        Optional<PodAddresses> addresses = network.addresses();
        if (addresses.isEmpty()) {
            return new Outcome.NoNetworkYet();
        }
        PodIdentity identity = PodFacts.identity(pod);
        addresses.get().release(identity);
        Optional<String> address = addresses.get().take(identity);
        if (address.isEmpty()) {
            return new Outcome.Failed("no address is free in the node's range", "");
        }
        files.writeFile(
                directory.hosts(), VolumeFile.ofText(HostsFile.content(pod, address.get()), 0644));
        return start(
                pod, attempt, directory, volumes, new SandboxNetwork.PodNetwork(address.get()));
    }

    private Outcome start(
            Pod pod,
            int attempt,
            PodDirectory directory,
            Map<String, PodVolume> volumes,
            SandboxNetwork sandboxNetwork) {
        if (hasOwnResolver(pod)) {
            ResolverSettings settings = node.resolver().forPod(pod, node.clusterDns());
            files.writeFile(directory.resolver(), VolumeFile.ofText(settings.asFile(), 0644));
        }
        SandboxSpec spec =
                new SandboxSpec(
                        PodFacts.identity(pod),
                        attempt,
                        HostsFile.hostname(pod),
                        sandboxNetwork,
                        isTrue(pod.getSpec().getHostIPC()) ? NamespaceMode.NODE : NamespaceMode.POD,
                        processes(pod),
                        ports(pod),
                        memoryVolumes(volumes),
                        sysctls(pod));
        return switch (runtime.startSandbox(spec)) {
            case StartOutcome.Started(var id) -> new Outcome.Started(id);
            case StartOutcome.CreateRefused(var message) -> new Outcome.Failed(message, "");
            case StartOutcome.StartRefused(var id, var message) -> new Outcome.Failed(message, id);
            case StartOutcome.SandboxGone() ->
                    throw new IllegalStateException("a sandbox that joins a sandbox: " + spec);
        };
    }

    /// With whom a container's processes share their numbers.
    static NamespaceMode processes(Pod pod) {
        if (isTrue(pod.getSpec().getHostPID())) {
            return NamespaceMode.NODE;
        }
        return isTrue(pod.getSpec().getShareProcessNamespace())
                ? NamespaceMode.POD
                : NamespaceMode.CONTAINER;
    }

    private static List<PortMapping> ports(Pod pod) {
        List<PortMapping> mappings = new ArrayList<>();
        if (PodFacts.isHostNetwork(pod)) {
            return mappings;
        }
        for (Container container : PodFacts.allContainers(pod)) {
            for (ContainerPort port : container.getPorts()) {
                if (port.getHostPort() != null && port.getHostPort() > 0) {
                    String protocol = Objects.requireNonNullElse(port.getProtocol(), "TCP");
                    mappings.add(
                            new PortMapping(
                                    protocol.toLowerCase(Locale.ROOT),
                                    port.getContainerPort(),
                                    port.getHostPort(),
                                    Objects.requireNonNullElse(port.getHostIP(), "")));
                }
            }
        }
        return mappings;
    }

    private static List<MemoryVolume> memoryVolumes(Map<String, PodVolume> volumes) {
        List<MemoryVolume> inMemory = new ArrayList<>();
        for (PodVolume volume : volumes.values()) {
            if (volume instanceof PodVolume.InMemory(var name, long sizeBytes)) {
                inMemory.add(new MemoryVolume(name, sizeBytes));
            }
        }
        return inMemory;
    }

    private static Map<String, String> sysctls(Pod pod) {
        Map<String, String> sysctls = new TreeMap<>();
        if (pod.getSpec().getSecurityContext() != null) {
            for (Sysctl sysctl : pod.getSpec().getSecurityContext().getSysctls()) {
                sysctls.put(sysctl.getName(), sysctl.getValue());
            }
        }
        return sysctls;
    }

    private static boolean isTrue(Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
