package dev.skiff.it.store;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of its own, small enough to be filled. It is in memory, and gone when it is closed.
public final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 4_096;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /// Skips the test where nobody may mount a disk; in CI it has to be possible.
    ///
    /// @param directory where it is mounted; made if it is not there
    public static SmallDisk mount(Path directory, int mebibytes) {
        Program.require("mount");
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        String missing = "skipped: only root can mount a small disk";
        if (!isRoot && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        assumeTrue(isRoot, missing);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String size = "size=" + mebibytes + "m";
        Program.run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", directory.toString()));
        return new SmallDisk(directory);
    }

    public Path directory() {
        return directory;
    }

    /// Leaves no space at all.
    public void fill() {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(new byte[PIECE]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Takes away what [#fill] has put there.
    public void free() {
        try {
            Files.delete(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Program.run(List.of("umount", "--lazy", directory.toString()));
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }
}
