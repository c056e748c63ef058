package dev.skiff.agent.pod;

import dev.skiff.agent.env.ContainerResources;
import dev.skiff.agent.runtime.ResourceLimits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigDecimal;

/// Puts requests and limits into the engine's terms.
final class ContainerLimits {
    private static final long SHARES_PER_CPU = 1024;
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long LEAST_QUOTA_MICROS = 1_000;

    private ContainerLimits() {}

    /// @param nodeMemoryBytes what a container's memory request is compared with
    static ResourceLimits of(Pod pod, Container container, long nodeMemoryBytes) {
        BigDecimal cpuLimit = ContainerResources.limit(container, "cpu").orElse(BigDecimal.ZERO);
        BigDecimal cpuRequest = ContainerResources.request(container, "cpu").orElse(cpuLimit);
        BigDecimal memoryLimit =
                ContainerResources.limit(container, "memory").orElse(BigDecimal.ZERO);
        BigDecimal memoryRequest =
                ContainerResources.request(container, "memory").orElse(memoryLimit);
        return new ResourceLimits(
                shares(cpuRequest),
                quota(cpuLimit),
                memoryLimit.longValue(),
                oomScoreAdjustment(pod, memoryRequest, nodeMemoryBytes));
    }

    private static long shares(BigDecimal cpus) {
        long shares = cpus.multiply(BigDecimal.valueOf(SHARES_PER_CPU)).longValue();
        return Math.clamp(shares, LEAST_SHARES, MOST_SHARES);
    }

    private static long quota(BigDecimal cpus) {
        if (cpus.signum() == 0) {
            return 0;
        }
        long quota =
                cpus.multiply(BigDecimal.valueOf(ResourceLimits.CPU_PERIOD_MICROS)).longValue();
        return Math.max(quota, LEAST_QUOTA_MICROS);
    }

    /// Who asked for nothing goes first, who has what it asked for last.
    private static int oomScoreAdjustment(Pod pod, BigDecimal memoryRequest, long nodeMemoryBytes) {
        String quality = pod.getStatus() == null ? "" : pod.getStatus().getQosClass();
        if ("Guaranteed".equals(quality)) {
            return 0;
        }
        if ("BestEffort".equals(quality) || nodeMemoryBytes == 0) {
            return 1000;
        }
        long share = memoryRequest.longValue() / Math.max(1, nodeMemoryBytes / 1000);
        return (int) Math.clamp(1000 - share, 2, 999);
    }
}
