package dev.skiff.agent.runtime;

/// The engine and the machine it runs containers on.
///
/// @param runtime as in `docker://20.10.24`
/// @param cgroupVersion 1 or 2
/// @param architecture as Kubernetes names it: `amd64`, `arm64`
public record EngineInfo(String runtime, Machine machine, int cgroupVersion, String rootDirectory) {
    /// @param osImage as in `Debian GNU/Linux 12 (bookworm)`
    public record Machine(
            int cpus,
            long memoryBytes,
            String architecture,
            String operatingSystem,
            String osImage,
            String kernelVersion) {}
}
