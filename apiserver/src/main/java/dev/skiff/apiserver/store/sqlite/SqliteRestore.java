package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreRestore;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills a new database. Keys keep their revisions. It is whole only after [#finish], so it should
/// be made beside the place where it will be used.
public final class SqliteRestore implements StoreRestore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRestore.class);
    private static final int ENTRIES_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8L << 20;
    private static final List<String> COMPANIONS = List.of("-wal", "-shm");

    /// Deleted at the revision that the store goes on after, so that it stands there.
    private static final String MARK = "/restored";

    private final Path file;
    private final long after;
    private final Database database;
    private final Connection connection;
    private final PreparedStatement insert;
    private int entries;
    private long bytes;
    private boolean isFinished;

    private SqliteRestore(Path file, long after, Database database, Connection connection)
            throws SQLException {
        this.file = file;
        this.after = after;
        this.database = database;
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 1000");
        }
        connection.setAutoCommit(false);
        insert =
                connection.prepareStatement(
                        "INSERT INTO log (revision, key, deleted, value) VALUES (?, ?, ?, ?)");
    }

    /// Makes the database; what is left there of one that was not finished goes.
    ///
    /// @param after no entry has a greater revision, and what is written later has
    public static SqliteRestore create(Path file, long after) {
        remove(file);
        Database database = Database.open(file);
        try {
            return new SqliteRestore(file, after, database, database.connect());
        } catch (SQLException e) {
            throw database.unavailable("write to", e);
        }
    }

    /// Removes a database that no process works with.
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            removeCompanions(file);
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot remove " + file + ": " + e, e);
        }
    }

    /// Puts a finished database where another one may be, which no process works with.
    public static void replace(Path file, Path finished) throws IOException {
        removeCompanions(file);
        Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
        Database.syncDirectory(file.resolveSibling(""));
    }

    @Override
    public void put(StoreEntry entry) {
        if (entry.revision() > after) {
            throw new IllegalArgumentException(
                    "%s is of revision %d, after %d"
                            .formatted(entry.key(), entry.revision(), after));
        }
        try {
            insert(entry.key(), entry.revision(), 0, entry.value());
            entries++;
            bytes += entry.value().length;
            if (entries == ENTRIES_AT_ONCE || bytes >= BYTES_AT_ONCE) {
                connection.commit();
                entries = 0;
                bytes = 0;
            }
        } catch (SQLException e) {
            throw database.unavailable("write to", e);
        }
    }

    @Override
    public void finish() {
        try {
            insert(MARK, after, 1, new byte[0]);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE history SET oldest = " + after);
            }
            connection.commit();
            connection.close(); // the last connection brings the write-ahead log into the file
            isFinished = true;
            sync();
        } catch (SQLException e) {
            throw database.unavailable("write to", e);
        }
    }

    @Override
    public void close() {
        if (isFinished) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("cannot close {}", file, e);
        }
        remove(file);
    }

    private void insert(String key, long revision, int deleted, byte[] value) throws SQLException {
        insert.setLong(1, revision);
        insert.setString(2, key);
        insert.setInt(3, deleted);
        insert.setBytes(4, deleted == 1 ? null : value);
        insert.executeUpdate();
    }

    private void sync() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot sync " + file + ": " + e, e);
        }
    }

    private static void removeCompanions(Path file) throws IOException {
        for (String suffix : COMPANIONS) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }
}
