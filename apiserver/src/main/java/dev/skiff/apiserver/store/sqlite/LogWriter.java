package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreEvent;
import dev.skiff.apiserver.store.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes on the one connection that may. Used by one thread. After an exception it must be closed
/// and made anew: what then is in the file is unknown.
final class LogWriter implements AutoCloseable {
    private static final String FORGET_SUPERSEDED =
            "DELETE FROM log WHERE revision IN (SELECT old.revision FROM log AS new NOT INDEXED"
                    + " CROSS JOIN log AS old INDEXED BY log_by_key"
                    + " ON old.key = new.key AND old.revision < new.revision"
                    + " WHERE new.revision > ? AND new.revision <= ?)";
    private static final String FORGET_DELETED =
            "DELETE FROM log WHERE revision >= ? AND revision <= ? AND deleted = 1"
                    + " AND revision < (SELECT max(revision) FROM log)"; // the head tells the
    // revision

    private final Connection connection;
    private final Statement control;
    private final PreparedStatement latest;
    private final PreparedStatement insert;
    private final PreparedStatement forgetSuperseded;
    private final PreparedStatement forgetDeleted;
    private final PreparedStatement setOldest;
    private long head;
    private long oldest;

    /// Takes the connection over.
    LogWriter(Connection connection) throws SQLException {
        this.connection = connection;
        control = connection.createStatement();
        latest =
                connection.prepareStatement(
                        "SELECT revision, deleted, value FROM log WHERE key = ?"
                                + " ORDER BY revision DESC LIMIT 1");
        insert =
                connection.prepareStatement(
                        "INSERT INTO log (revision, key, deleted, value) VALUES (?, ?, ?, ?)");
        forgetSuperseded = connection.prepareStatement(FORGET_SUPERSEDED);
        forgetDeleted = connection.prepareStatement(FORGET_DELETED);
        setOldest = connection.prepareStatement("UPDATE history SET oldest = ?");
        try (ResultSet row =
                control.executeQuery(
                        "SELECT oldest, (SELECT coalesce(max(revision), 1) FROM log) FROM history")) {
            oldest = row.getLong(1);
            head = row.getLong(2);
        }
    }

    /// The revision of the latest write in the file.
    long head() {
        return head;
    }

    /// History before this is forgotten.
    long oldest() {
        return oldest;
    }

    /// How a group of writes ended, in their order, and the events of those that happened.
    record Committed(List<WriteResult> results, List<StoreEvent> events) {}

    /// Does the writes in one transaction, on disk when this returns.
    Committed commit(List<Job.Write> writes) throws SQLException {
        List<WriteResult> results = new ArrayList<>(writes.size());
        List<StoreEvent> events = new ArrayList<>(writes.size());
        control.execute("BEGIN IMMEDIATE");
        for (Job.Write write : writes) {
            Optional<WriteResult> refused =
                    WriteResult.refusal(get(write.key()), write.expectedRevision());
            if (refused.isEmpty()) {
                StoreEvent event = write.event(head + events.size() + 1);
                insert(event);
                events.add(event);
            }
            results.add(
                    refused.orElseGet(() -> new WriteResult.Written(events.getLast().revision())));
        }
        control.execute("COMMIT");
        head += events.size();
        return new Committed(results, events);
    }

    /// Forgets history before `revision`, on disk when this returns. The work grows with the number
    /// of revisions between the last call and this one.
    void forgetBefore(long revision) throws SQLException {
        control.execute("BEGIN IMMEDIATE");
        deleteBetween(forgetSuperseded, revision);
        deleteBetween(forgetDeleted, revision);
        setOldest.setLong(1, revision);
        setOldest.executeUpdate();
        control.execute("COMMIT");
        oldest = revision;
    }

    /// Brings the write-ahead log into the database and starts it over.
    void restartWriteAheadLog() throws SQLException {
        control.execute("PRAGMA wal_checkpoint(RESTART)");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void deleteBetween(PreparedStatement delete, long revision) throws SQLException {
        delete.setLong(1, oldest);
        delete.setLong(2, revision);
        delete.executeUpdate();
    }

    private Optional<StoreEntry> get(String key) throws SQLException {
        latest.setString(1, key);
        try (ResultSet row = latest.executeQuery()) {
            return row.next() && row.getInt(2) == 0
                    ? Optional.of(
                            new StoreEntry(key, LogReader.bytes(row.getBytes(3)), row.getLong(1)))
                    : Optional.empty();
        }
    }

    private void insert(StoreEvent event) throws SQLException {
        insert.setLong(1, event.revision());
        insert.setString(2, event.key());
        switch (event) {
            case StoreEvent.Put put -> {
                insert.setInt(3, 0);
                insert.setBytes(4, put.value());
            }
            case StoreEvent.Delete _ -> {
                insert.setInt(3, 1);
                insert.setBytes(4, null);
            }
        }
        insert.executeUpdate();
    }
}
