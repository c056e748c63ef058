package dev.skiff.apiserver.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/// A few facts of this process and its JVM, under the names every Prometheus client uses.
final class ProcessMeters {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private ProcessMeters() {}

    static void register(MeterRegistry registry) {
        Gauge.builder("process.resident.memory.bytes", ProcessMeters::residentBytes)
                .description("Resident memory in bytes.")
                .register(registry);
        FunctionCounter.builder(
                        "process.cpu.seconds",
                        ManagementFactory.getOperatingSystemMXBean(),
                        ProcessMeters::cpuSeconds)
                .description("CPU time used in seconds.")
                .register(registry);
        Gauge.builder(
                        "process.start.time.seconds",
                        () ->
                                ManagementFactory.getRuntimeMXBean().getStartTime()
                                        / MILLIS_PER_SECOND)
                .description("Start of the process in seconds since 1970.")
                .register(registry);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        Gauge.builder("jvm.memory.used.bytes", memory, bean -> bean.getHeapMemoryUsage().getUsed())
                .description("Memory in use.")
                .tag("area", "heap")
                .register(registry);
        Gauge.builder(
                        "jvm.memory.used.bytes",
                        memory,
                        bean -> bean.getNonHeapMemoryUsage().getUsed())
                .description("Memory in use.")
                .tag("area", "nonheap")
                .register(registry);
        Gauge.builder(
                        "jvm.threads.current",
                        () -> ManagementFactory.getThreadMXBean().getThreadCount())
                .description("Platform threads.")
                .register(registry);
        FunctionCounter.builder("jvm.gc.collection.seconds", registry, _ -> gcSeconds())
                .description("Time spent collecting garbage.")
                .register(registry);
    }

    /// 0 where the system has no such file.
    private static double residentBytes() {
        try {
            String[] pages = Files.readString(MEMORY).split(" ");
            return Long.parseLong(pages[1]) * (double) PAGE_BYTES;
        } catch (IOException _) {
            return 0;
        }
    }

    private static double cpuSeconds(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getProcessCpuTime() / NANOS_PER_SECOND
                : 0;
    }

    private static double gcSeconds() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum()
                / MILLIS_PER_SECOND;
    }
}
