package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `skiff logs` without a pod: the log of the cluster's own process.
@Command(
        name = "logs",
        description =
                "Show the log of the cluster's process; with a POD, what its container printed.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int CHUNK_BYTES = 8 * 1024;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as more is logged")
    private boolean follow;

    private final Surroundings surroundings;

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path file = surroundings.home().logs().resolve("skiff.log");
        if (!Files.exists(file)) {
            throw new UsageException("there is no log yet: " + file);
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ)) {
            copy(log, surroundings.out());
            while (follow && RunningProcess.find(surroundings.home()).isPresent()) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
                copy(log, surroundings.out());
            }
        }
        return 0;
    }

    private static void copy(FileChannel log, PrintStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        while (log.read(chunk) > 0) {
            out.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        out.flush();
    }
}
