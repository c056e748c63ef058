package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.RuntimeLabels;
import dev.skiff.agent.runtime.SandboxSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Volumes in memory: tmpfs that the engine mounts for a sandbox and unmounts when the sandbox
/// ends.
final class EngineVolumes {
    private static final Logger LOG = LoggerFactory.getLogger(EngineVolumes.class);

    private final EngineClient engine;
    private final Owner owner;

    EngineVolumes(EngineClient engine, Owner owner) {
        this.engine = engine;
        this.owner = owner;
    }

    /// One of that name which is there already stays as it is.
    void create(SandboxSpec.MemoryVolume volume) {
        String limit = volume.sizeBytes() > 0 ? ",size=" + volume.sizeBytes() : "";
        EngineClient.call(
                "make volume " + volume.name(),
                () ->
                        engine.commands()
                                .createVolumeCmd()
                                .withName(volume.name())
                                .withDriver("local")
                                .withLabels(RuntimeLabels.of(owner))
                                .withDriverOpts(
                                        Map.of(
                                                "type", "tmpfs",
                                                "device", "tmpfs",
                                                "o", "mode=0777" + limit))
                                .exec());
    }

    Optional<String> path(String name) {
        try {
            return Optional.of(
                    EngineClient.call(
                            "inspect volume " + name,
                            () -> engine.commands().inspectVolumeCmd(name).exec().getMountpoint()));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    /// The volumes of a removed sandbox.
    void removeOf(Map<String, String> sandboxLabels) {
        String names = sandboxLabels.getOrDefault(ContainerCommands.MEMORY_VOLUMES, "");
        if (!names.isEmpty()) {
            List.of(names.split(",")).forEach(this::remove);
        }
    }

    void removeAll() {
        Map<String, String> labels = RuntimeLabels.of(owner);
        List<InspectVolumeResponse> all =
                EngineClient.call(
                        "list volumes",
                        () ->
                                engine.commands()
                                        .listVolumesCmd()
                                        .withFilter(
                                                "label",
                                                labels.entrySet().stream()
                                                        .map(e -> e.getKey() + "=" + e.getValue())
                                                        .toList())
                                        .exec()
                                        .getVolumes());
        if (all != null) {
            all.forEach(volume -> remove(volume.getName()));
        }
    }

    private void remove(String name) {
        try {
            EngineClient.call(
                    "remove volume " + name, () -> engine.commands().removeVolumeCmd(name).exec());
        } catch (DockerException e) {
            LOG.debug("volume {} stays: {}", name, EngineClient.messageOf(e));
        }
    }
}
