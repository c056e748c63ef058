package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.skiff.agent.runtime.ContainerSpec;
import dev.skiff.agent.runtime.NamespaceMode;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.ProcessSpec;
import dev.skiff.agent.runtime.ResourceLimits;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.SandboxNetwork;
import dev.skiff.agent.runtime.SandboxSpec;
import dev.skiff.agent.runtime.SecuritySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts specs into the engine's words.
///
/// @param network the name of the cluster's network on the engine
record ContainerCommands(DockerClient docker, Owner owner, String network) {
    /// The label in which a sandbox names its memory volumes.
    static final String MEMORY_VOLUMES = "skiff.dev/memory-volumes";

    private static final String SHAREABLE = "shareable";
    private static final LogConfig NO_LOG = new LogConfig(LogConfig.LoggingType.NONE, Map.of());
    private static final LogConfig LOG =
            new LogConfig(
                    LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "5"));

    CreateContainerCmd sandbox(SandboxSpec spec, String image) {
        HostConfig host =
                HostConfig.newHostConfig()
                        .withIpcMode(spec.ipc() == NamespaceMode.NODE ? "host" : SHAREABLE)
                        .withCpuShares(2)
                        .withReadonlyRootfs(true)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withLogConfig(NO_LOG)
                        .withSysctls(spec.sysctls())
                        .withMounts(volumes(spec));
        if (spec.pid() == NamespaceMode.NODE) {
            host.withPidMode("host");
        }
        Map<String, String> labels = RuntimeLabels.ofSandbox(owner, spec);
        if (!spec.memoryVolumes().isEmpty()) {
            labels.put(
                    MEMORY_VOLUMES,
                    String.join(
                            ",",
                            spec.memoryVolumes().stream()
                                    .map(SandboxSpec.MemoryVolume::name)
                                    .toList()));
        }
        CreateContainerCmd command =
                docker.createContainerCmd(image)
                        .withName(nameOf(spec))
                        .withLabels(labels)
                        .withUser("65535:65535")
                        .withHostConfig(host);
        publish(command, host, spec.ports());
        return joinNetwork(command, host, spec);
    }

    static String nameOf(SandboxSpec spec) {
        return RuntimeLabels.engineName(spec.pod(), RuntimeLabels.SANDBOX_NAME, spec.attempt());
    }

    private CreateContainerCmd joinNetwork(
            CreateContainerCmd command, HostConfig host, SandboxSpec spec) {
        return switch (spec.network()) {
            case SandboxNetwork.HostNetwork() -> {
                host.withNetworkMode("host");
                yield command;
            }
            case SandboxNetwork.PodNetwork(String address) -> {
                host.withNetworkMode(network);
                yield command.withHostName(spec.hostname()).withIpv4Address(address);
            }
        };
    }

    private static void publish(
            CreateContainerCmd command, HostConfig host, List<SandboxSpec.PortMapping> mappings) {
        List<PortBinding> bindings = new ArrayList<>();
        for (SandboxSpec.PortMapping mapping : mappings) {
            ExposedPort port =
                    ExposedPort.parse(mapping.containerPort() + "/" + mapping.protocol());
            Ports.Binding binding =
                    mapping.hostIp().isEmpty()
                            ? Ports.Binding.bindPort(mapping.hostPort())
                            : Ports.Binding.bindIpAndPort(mapping.hostIp(), mapping.hostPort());
            bindings.add(new PortBinding(binding, port));
        }
        if (!bindings.isEmpty()) {
            host.withPortBindings(bindings);
            command.withExposedPorts(bindings.stream().map(PortBinding::getExposedPort).toList());
        }
    }

    private static List<Mount> volumes(SandboxSpec spec) {
        return spec.memoryVolumes().stream()
                .map(
                        volume ->
                                new Mount()
                                        .withType(MountType.VOLUME)
                                        .withSource(volume.name())
                                        .withTarget("/volumes/" + volume.name()))
                .toList();
    }

    CreateContainerCmd container(ContainerSpec spec) {
        HostConfig host = limited(spec.resources());
        secure(host, spec.security());
        host.withNetworkMode("container:" + spec.sandboxId())
                .withIpcMode("container:" + spec.sandboxId())
                .withLogConfig(LOG)
                .withMounts(spec.mounts().stream().map(ContainerCommands::mount).toList());
        switch (spec.pid()) {
            case POD -> host.withPidMode("container:" + spec.sandboxId());
            case NODE -> host.withPidMode("host");
            case CONTAINER -> {}
        }
        CreateContainerCmd command =
                docker.createContainerCmd(spec.image())
                        .withName(nameOf(spec))
                        .withLabels(RuntimeLabels.ofContainer(owner, spec))
                        .withHostConfig(host);
        if (!spec.security().user().isEmpty()) {
            command.withUser(spec.security().user());
        }
        return running(command, spec.process());
    }

    static String nameOf(ContainerSpec spec) {
        return RuntimeLabels.engineName(spec.pod(), spec.name(), spec.attempt());
    }

    private static CreateContainerCmd running(CreateContainerCmd command, ProcessSpec process) {
        if (!process.command().isEmpty()) {
            command.withEntrypoint(process.command());
        }
        if (!process.arguments().isEmpty()) {
            command.withCmd(process.arguments());
        }
        if (!process.workingDirectory().isEmpty()) {
            command.withWorkingDir(process.workingDirectory());
        }
        return command.withEnv(process.environment())
                .withStdinOpen(process.console().stdin())
                .withStdInOnce(process.console().stdinOnce())
                .withTty(process.console().terminal());
    }

    private static HostConfig limited(ResourceLimits limits) {
        HostConfig host =
                HostConfig.newHostConfig()
                        .withCpuShares((int) limits.cpuShares())
                        .withOomScoreAdj(limits.oomScoreAdjustment());
        if (limits.cpuQuotaMicros() > 0) {
            host.withCpuPeriod(ResourceLimits.CPU_PERIOD_MICROS)
                    .withCpuQuota(limits.cpuQuotaMicros());
        }
        if (limits.memoryBytes() > 0) {
            host.withMemory(limits.memoryBytes()).withMemorySwap(limits.memoryBytes());
        }
        return host;
    }

    private static void secure(HostConfig host, SecuritySettings security) {
        List<String> options = new ArrayList<>();
        if (security.noNewPrivileges()) {
            options.add("no-new-privileges");
        }
        if (!security.seccompProfile().equals(SecuritySettings.RUNTIME_DEFAULT)) {
            options.add("seccomp=" + security.seccompProfile());
        }
        host.withPrivileged(security.privileged())
                .withReadonlyRootfs(security.readOnlyRootFilesystem())
                .withCapAdd(capabilities(security.addCapabilities()))
                .withCapDrop(capabilities(security.dropCapabilities()))
                .withGroupAdd(security.supplementalGroups())
                .withSecurityOpts(options);
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream()
                .map(name -> name.startsWith("CAP_") ? name.substring(4) : name)
                .map(Capability::valueOf)
                .toArray(Capability[]::new);
    }

    private static Mount mount(dev.skiff.agent.runtime.Mount mount) {
        BindPropagation propagation =
                switch (mount.propagation()) {
                    case PRIVATE -> BindPropagation.R_PRIVATE;
                    case HOST_TO_CONTAINER -> BindPropagation.R_SLAVE;
                    case BIDIRECTIONAL -> BindPropagation.R_SHARED;
                };
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.hostPath())
                .withTarget(mount.containerPath())
                .withReadOnly(mount.readOnly())
                .withBindOptions(new BindOptions().withPropagation(propagation));
    }
}
