package dev.skiff.agent.volume;

import java.nio.file.Path;

/// One prepared volume of a pod.
public sealed interface PodVolume {
    /// @param isReadOnly whether containers must not write, whatever their mounts say
    record OnDisk(Path path, boolean isReadOnly) implements PodVolume {}

    /// Made by the engine along with the sandbox.
    ///
    /// @param engineName what the engine knows it by
    record InMemory(String engineName, long sizeBytes) implements PodVolume {}
}
