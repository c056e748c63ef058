package dev.skiff.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/// The machine a figure was measured on.
///
/// @param syncMillis the median time of making 4 KiB durable in the directory the store uses
record Machine(int cores, long memoryBytes, String kernel, String jvm, double syncMillis) {
    private static final int SYNCS = 201;

    static Machine measure(Path directory) throws IOException {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                System.getProperty("os.version"),
                System.getProperty("java.vm.version"),
                medianSyncMillis(directory));
    }

    private static double medianSyncMillis(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "sync", ".tmp");
        double[] millis = new double[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(4096);
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                channel.write(block.clear());
                channel.force(false);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(millis);
        return millis[SYNCS / 2];
    }

    ObjectNode toTree() {
        return Json.object()
                .put("cores", cores)
                .put("memoryBytes", memoryBytes)
                .put("kernel", kernel)
                .put("jvm", jvm)
                .put("syncMillis", syncMillis);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, kernel %s, JVM %s, a 4 KiB sync takes %.2f ms",
                cores,
                memoryBytes >> 30,
                kernel,
                jvm,
                syncMillis);
    }
}
