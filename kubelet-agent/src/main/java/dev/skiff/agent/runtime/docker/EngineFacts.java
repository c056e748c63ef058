package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.model.Info;
import dev.skiff.agent.runtime.EngineInfo;
import java.util.Objects;

/// Reads what the engine says about itself and its machine.
final class EngineFacts {
    private EngineFacts() {}

    static EngineInfo of(Info info) {
        Object cgroup = info.getRawValues().get("CgroupVersion");
        return new EngineInfo(
                "docker://" + text(info.getServerVersion()),
                new EngineInfo.Machine(
                        Objects.requireNonNullElse(info.getNCPU(), 1),
                        Objects.requireNonNullElse(info.getMemTotal(), 0L),
                        architecture(text(info.getArchitecture())),
                        text(info.getOsType()),
                        text(info.getOperatingSystem()),
                        text(info.getKernelVersion())),
                "2".equals(cgroup) ? 2 : 1,
                text(info.getDockerRootDir()));
    }

    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
