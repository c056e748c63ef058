package dev.skiff.agent.runtime;

/// What a container may use. 0 means no limit.
///
/// @param cpuShares its weight when CPU is short, at least 2
/// @param cpuQuotaMicros how long it may run in each [#CPU_PERIOD_MICROS]
/// @param oomScoreAdjustment how early the kernel kills it when memory is short, 0 to 1000; engines
///     without the right to protect a process, such as rootless ones, refuse less than 0
public record ResourceLimits(
        long cpuShares, long cpuQuotaMicros, long memoryBytes, int oomScoreAdjustment) {
    public static final long CPU_PERIOD_MICROS = 100_000;
    public static final ResourceLimits NONE = new ResourceLimits(2, 0, 0, 1000);
}
