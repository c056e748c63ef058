package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreArguments;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.StoreView;
import java.nio.file.Path;
import java.sql.SQLException;

/// What is in a database, whether or not a process works with it: writers neither wait for a read
/// nor see it. For one thread.
public final class SqliteView implements StoreView {
    private final Database database;
    private final LogReader reader;

    private SqliteView(Database database, LogReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /// Opens a database that is there.
    public static SqliteView open(Path file) {
        Database database = Database.openExisting(file);
        try {
            return new SqliteView(database, new LogReader(database.connect()));
        } catch (SQLException e) {
            throw database.unavailable("read", e);
        }
    }

    @Override
    public RangeResult range(String prefix, String startAfter, int limit, long revision) {
        StoreArguments.requireRange(prefix, limit, revision);
        try {
            return reader.range(prefix, startAfter, limit, revision);
        } catch (SQLException e) {
            throw database.unavailable("read", e);
        }
    }

    @Override
    public long revision() {
        try {
            return reader.bounds().head();
        } catch (SQLException e) {
            throw database.unavailable("read", e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (SQLException e) {
            throw new StoreUnavailableException("cannot close a database: " + e.getMessage(), e);
        }
    }
}
