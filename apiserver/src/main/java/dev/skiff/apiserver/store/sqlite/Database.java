package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The file: its format, and connections to it with the settings that make a commit durable.
final class Database {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// The log cannot be written, or the index of the log not be extended.
    private static final List<SQLiteErrorCode> FULL =
            List.of(SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);

    private static final int FORMAT = 1;
    private static final int APPLICATION_ID = 0x736b6966; // "skif"
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    /// A write-ahead log that grew longer while readers or a busy machine kept it from starting
    /// over is cut to this when it does.
    private static final int LONGEST_IDLE_LOG_BYTES = 32 << 20;

    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE log (revision INTEGER PRIMARY KEY, key TEXT NOT NULL,"
                            + " deleted INTEGER NOT NULL, value BLOB)",
                    "CREATE INDEX log_by_key ON log (key, revision, deleted)",
                    "CREATE TABLE history (oldest INTEGER NOT NULL)",
                    "INSERT INTO history VALUES (0)",
                    "PRAGMA application_id = " + APPLICATION_ID,
                    "PRAGMA user_version = " + FORMAT);

    private final Path file;

    private Database(Path file) {
        this.file = file;
    }

    /// Opens the file, or makes it; only its owner may read it.
    static Database open(Path file) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, OWNER_ONLY);
            }
            Database database = new Database(file);
            database.prepareFormat();
            syncDirectory(file.resolveSibling(""));
            return database;
        } catch (SQLException | IOException e) {
            throw new StoreUnavailableException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /// Opens a file that is there.
    static Database openExisting(Path file) {
        if (Files.notExists(file)) {
            throw new StoreUnavailableException("there is no " + file);
        }
        try {
            Database database = new Database(file);
            database.prepareFormat();
            return database;
        } catch (SQLException e) {
            throw new StoreUnavailableException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
        config.setJournalSizeLimit(LONGEST_IDLE_LOG_BYTES);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /// What to tell a caller whose read or write failed.
    StoreUnavailableException unavailable(String tried, SQLException cause) {
        String failure = "cannot " + tried + " " + file + ": ";
        return isFull(cause)
                ? new StoreFullException(
                        failure + disk() + " is full; works again when there is space", cause)
                : new StoreUnavailableException(failure + cause.getMessage(), cause);
    }

    private static boolean isFull(SQLException cause) {
        return cause instanceof SQLiteException known && FULL.contains(known.getResultCode());
    }

    private String disk() {
        try {
            return "the disk " + Files.getFileStore(file);
        } catch (IOException _) { // the name only helps
            return "the disk";
        }
    }

    private void prepareFormat() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int format = pragma(statement, "user_version");
            boolean empty = pragma(statement, "schema_version") == 0;
            if (empty) {
                createSchema(connection, statement);
            } else if (pragma(statement, "application_id") != APPLICATION_ID) {
                throw new StoreUnavailableException(file + " is not a database of Skiff");
            } else if (format > FORMAT) {
                throw new StoreUnavailableException(
                        "%s was written by a newer Skiff (format %d, this one knows up to %d); run that version"
                                        .formatted(file, format, FORMAT)
                                + " or choose another data directory");
            }
        }
    }

    private static void createSchema(Connection connection, Statement statement)
            throws SQLException {
        connection.setAutoCommit(false);
        for (String sql : SCHEMA) {
            statement.execute(sql);
        }
        connection.commit();
    }

    private static int pragma(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getInt(1);
        }
    }

    /// Makes the new file's name durable as well as its content.
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
