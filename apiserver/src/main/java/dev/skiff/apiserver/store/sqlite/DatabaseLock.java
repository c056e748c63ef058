package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps a second process away from a database. The operating system releases it when the holder
/// dies, however it dies; the file itself stays and tells who held it last.
final class DatabaseLock implements AutoCloseable {
    private final FileChannel channel;

    private DatabaseLock(FileChannel channel) {
        this.channel = channel;
    }

    static DatabaseLock take(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            Database.OWNER_ONLY);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StoreUnavailableException(
                        database + " is in use by process " + holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(ownPid().getBytes(StandardCharsets.US_ASCII)));
            return new DatabaseLock(channel);
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot lock " + database + ": " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot release the lock of the database: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) { // held by this very process
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file).strip();
        return pid.equals(ownPid()) ? pid + " (this one)" : pid.isEmpty() ? "unknown" : pid;
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
