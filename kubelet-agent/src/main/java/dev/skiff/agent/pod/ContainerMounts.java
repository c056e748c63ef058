package dev.skiff.agent.pod;

import dev.skiff.agent.env.Expansion;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.Mount;
import dev.skiff.agent.volume.PodFiles;
import dev.skiff.agent.volume.PodVolume;
import dev.skiff.agent.volume.VolumeFile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Works out what is mounted where in a container, and makes what must be there for it.
final class ContainerMounts {
    private static final String HOSTS = "/etc/hosts";
    private static final String RESOLVER = "/etc/resolv.conf";

    /// What came of it.
    sealed interface Outcome {
        record Complete(List<Mount> mounts) implements Outcome {
            public Complete {
                mounts = List.copyOf(mounts);
            }
        }

        record Refused(String message) implements Outcome {}
    }

    private final ContainerRuntime runtime;
    private final PodFiles files;

    ContainerMounts(ContainerRuntime runtime, PodFiles files) {
        this.runtime = runtime;
        this.files = files;
    }

    /// A container about to be started.
    ///
    /// @param volumes the pod's, by name
    /// @param environment for paths that refer to it
    record Wanted(
            Pod pod,
            Container container,
            int attempt,
            PodDirectory directory,
            Map<String, PodVolume> volumes,
            Map<String, String> environment) {}

    Outcome of(Wanted wanted) {
        List<Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : wanted.container().getVolumeMounts()) {
            switch (one(wanted, mount)) {
                case One.Found(var found) -> mounts.add(found);
                case One.Refused(var message) -> {
                    return new Outcome.Refused(message);
                }
            }
        }
        addOwn(wanted, mounts);
        return new Outcome.Complete(mounts);
    }

    private sealed interface One {
        record Found(Mount mount) implements One {}

        record Refused(String message) implements One {}
    }

    private One one(Wanted wanted, VolumeMount mount) {
        PodVolume volume = wanted.volumes().get(mount.getName());
        if (volume == null) {
            return new One.Refused("volume \"" + mount.getName() + "\" is not mounted");
        }
        Optional<Path> path = pathOf(volume);
        if (path.isEmpty()) {
            return new One.Refused("volume \"" + mount.getName() + "\" is gone from memory");
        }
        String below = subPath(wanted, mount);
        Optional<Path> source = below.isEmpty() ? path : files.below(path.get(), below);
        if (source.isEmpty()) {
            return new One.Refused(
                    "failed to prepare subPath for volumeMount \"%s\" of container \"%s\""
                            .formatted(mount.getName(), wanted.container().getName()));
        }
        boolean readOnly =
                Boolean.TRUE.equals(mount.getReadOnly())
                        || (volume instanceof PodVolume.OnDisk(var _, boolean isReadOnly)
                                && isReadOnly);
        return new One.Found(
                new Mount(
                        source.get().toString(),
                        absolute(mount.getMountPath()),
                        readOnly,
                        propagation(mount, volume)));
    }

    private Optional<Path> pathOf(PodVolume volume) {
        return switch (volume) {
            case PodVolume.OnDisk(var path, var _) -> Optional.of(path);
            case PodVolume.InMemory(var name, var _) ->
                    runtime.memoryVolumePath(name).map(Path::of);
        };
    }

    private static String subPath(Wanted wanted, VolumeMount mount) {
        String expression = mount.getSubPathExpr();
        return expression == null || expression.isEmpty()
                ? Objects.requireNonNullElse(mount.getSubPath(), "")
                : Expansion.expand(expression, wanted.environment());
    }

    private static String absolute(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    /// A memory volume lies in the engine's own directory, which engines mount in no other way than
    /// from host to container.
    private static Mount.Propagation propagation(VolumeMount mount, PodVolume volume) {
        return switch (Objects.requireNonNullElse(mount.getMountPropagation(), "None")) {
            case "HostToContainer" -> Mount.Propagation.HOST_TO_CONTAINER;
            case "Bidirectional" -> Mount.Propagation.BIDIRECTIONAL;
            default ->
                    volume instanceof PodVolume.InMemory
                            ? Mount.Propagation.HOST_TO_CONTAINER
                            : Mount.Propagation.PRIVATE;
        };
    }

    /// The files that every container gets, unless it mounts something else there.
    private void addOwn(Wanted wanted, List<Mount> mounts) {
        if (!PodFacts.isHostNetwork(wanted.pod())) {
            addUnlessTaken(mounts, wanted.directory().hosts(), HOSTS);
        }
        if (SandboxStarter.hasOwnResolver(wanted.pod())) {
            addUnlessTaken(mounts, wanted.directory().resolver(), RESOLVER);
        }
        String messagePath = wanted.container().getTerminationMessagePath();
        if (messagePath != null && !messagePath.isEmpty()) {
            Path log =
                    wanted.directory()
                            .terminationLog(wanted.container().getName(), wanted.attempt());
            files.writeFile(log, VolumeFile.ofText("", 0666));
            addUnlessTaken(mounts, log, absolute(messagePath));
        }
    }

    private static void addUnlessTaken(List<Mount> mounts, Path source, String target) {
        if (mounts.stream().noneMatch(mount -> mount.containerPath().equals(target))) {
            mounts.add(Mount.of(source.toString(), target, false));
        }
    }
}
