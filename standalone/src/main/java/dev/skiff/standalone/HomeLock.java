package dev.skiff.standalone;

import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// One process at a time works on a home directory. The system releases the lock when its holder
/// dies, however it dies; so a pid file that stayed behind misleads nobody. A restore that was cut
/// short is brought to its end with the lock.
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;
    private final SkiffHome home;

    private HomeLock(FileChannel channel, SkiffHome home) {
        this.channel = channel;
        this.home = home;
    }

    /// Takes the lock and writes the pid file; empty if another process has it.
    ///
    /// @throws UsageException if the directory cannot be written
    static Optional<HomeLock> take(SkiffHome home) {
        try {
            PemFiles.createPrivateDirectory(home.directory());
            FileChannel channel = open(home);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            PemFiles.writePrivately(home.pidFile(), ProcessHandle.current().pid() + "\n");
            RestoredHome.settle(home);
            return Optional.of(new HomeLock(channel, home));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(home, e);
        }
    }

    /// Takes the lock.
    ///
    /// @throws UsageException if another process has it
    static HomeLock takeOrRefuse(SkiffHome home) {
        return take(home)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s is in use by process %s. Stop that one (skiff down), or set SKIFF_HOME to another directory."
                                                .formatted(
                                                        home.directory(),
                                                        pid(home)
                                                                .map(String::valueOf)
                                                                .orElse("(unknown)"))));
    }

    /// Whether some process has the lock.
    static boolean isTaken(SkiffHome home) {
        if (!Files.exists(file(home))) {
            return false;
        }
        try (FileChannel channel = open(home)) {
            return channel.tryLock() == null;
        } catch (IOException e) {
            throw unwritable(home, e);
        }
    }

    /// Who wrote the pid file last; empty where there is none.
    static Optional<Long> pid(SkiffHome home) {
        try {
            return Files.exists(home.pidFile())
                    ? Optional.of(Long.parseLong(Files.readString(home.pidFile()).strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static FileChannel open(SkiffHome home) throws IOException {
        return FileChannel.open(
                file(home),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static Path file(SkiffHome home) {
        return home.directory().resolve("lock");
    }

    private static UsageException unwritable(SkiffHome home, Exception e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        String why =
                cause instanceof AccessDeniedException
                        ? "permission denied"
                        : String.valueOf(cause);
        return new UsageException(
                "%s cannot be written: %s. Set SKIFF_HOME to a directory that can."
                        .formatted(home.directory(), why),
                e);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(home.pidFile());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + home.directory(), e);
        }
    }
}
