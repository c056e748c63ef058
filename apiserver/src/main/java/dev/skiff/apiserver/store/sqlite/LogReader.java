package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.KeyOrder;
import dev.skiff.apiserver.store.LogSlice;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.StoreEntry;
import dev.skiff.apiserver.store.StoreEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads on one connection. Used by one thread.
final class LogReader implements AutoCloseable {
    private static final byte[] AFTER_ALL_TEXT = {}; // in SQLite any blob is greater than any text
    private static final int NO_LIMIT = -1;

    private static final String KEYS_AT =
            "SELECT key, max(revision) AS newest, deleted FROM log INDEXED BY log_by_key"
                    + " WHERE key >= ? AND key < ? AND revision <= ? GROUP BY key";

    private final Connection connection;
    private final PreparedStatement latest;
    private final PreparedStatement page;
    private final PreparedStatement count;
    private final PreparedStatement slice;
    private final PreparedStatement sizes;
    private final PreparedStatement bounds;

    /// Takes the connection over.
    LogReader(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        latest =
                connection.prepareStatement(
                        "SELECT revision, deleted, value FROM log WHERE key = ?"
                                + " ORDER BY revision DESC LIMIT 1");
        page =
                connection.prepareStatement(
                        "SELECT key, newest, (SELECT value FROM log WHERE revision = newest) FROM ("
                                + KEYS_AT
                                + ") WHERE deleted = 0 ORDER BY key LIMIT ?");
        count =
                connection.prepareStatement(
                        "SELECT count(*) FROM (" + KEYS_AT + ") WHERE deleted = 0");
        slice =
                connection.prepareStatement(
                        "SELECT revision, key, deleted, value FROM log NOT INDEXED"
                                + " WHERE revision > ? AND key >= ? AND key < ?"
                                + " ORDER BY revision LIMIT ?");
        sizes =
                connection.prepareStatement(
                        "SELECT revision, length(value) FROM log NOT INDEXED WHERE revision > ?"
                                + " ORDER BY revision DESC");
        bounds =
                connection.prepareStatement(
                        "SELECT oldest, (SELECT coalesce(max(revision), 1) FROM log) FROM history");
    }

    /// What the store holds: history from `oldest` to `head`.
    record Bounds(long oldest, long head) {}

    Bounds bounds() throws SQLException {
        return inSnapshot(this::readBounds);
    }

    /// The latest part of what the store holds, so many revisions and bytes at most.
    Bounds resumable(int revisions, long sizeBytes) throws SQLException {
        return inSnapshot(
                () -> {
                    Bounds bounds = readBounds();
                    long floor = Math.max(bounds.oldest(), bounds.head() - revisions);
                    return new Bounds(floorOf(floor, sizeBytes), bounds.head());
                });
    }

    Optional<StoreEntry> get(String key) throws SQLException {
        return inSnapshot(
                () -> {
                    latest.setString(1, key);
                    try (ResultSet row = latest.executeQuery()) {
                        return row.next() && row.getInt(2) == 0
                                ? Optional.of(
                                        new StoreEntry(key, bytes(row.getBytes(3)), row.getLong(1)))
                                : Optional.empty();
                    }
                });
    }

    RangeResult range(String prefix, String startAfter, int limit, long revision)
            throws SQLException {
        return inSnapshot(
                () -> {
                    Bounds bounds = readBounds();
                    if (revision > bounds.head()) {
                        return new RangeResult.Future(bounds.head());
                    }
                    if (revision != 0 && revision < bounds.oldest()) {
                        return new RangeResult.Compacted(bounds.oldest());
                    }
                    long asOf = revision == 0 ? bounds.head() : revision;
                    return readPage(prefix, startAfter, limit, asOf);
                });
    }

    /// At most `limit` writes under `prefix` after `revision`.
    LogSlice after(String prefix, long revision, int limit) throws SQLException {
        return inSnapshot(
                () -> {
                    Bounds bounds = readBounds();
                    if (revision < bounds.oldest()) {
                        return new LogSlice.Compacted(bounds.oldest());
                    }
                    List<StoreEvent> events = readEvents(prefix, revision, limit);
                    long upTo = events.size() < limit ? bounds.head() : events.getLast().revision();
                    return new LogSlice.Events(events, Math.max(upTo, revision));
                });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    /// Everything a query reads is of one moment.
    private <T> T inSnapshot(Query<T> query) throws SQLException {
        try {
            return query.run();
        } finally {
            connection.rollback();
        }
    }

    private Bounds readBounds() throws SQLException {
        try (ResultSet row = bounds.executeQuery()) {
            return new Bounds(row.getLong(1), row.getLong(2));
        }
    }

    /// What comes after it is not larger than that, and it is not before `floor`.
    private long floorOf(long floor, long sizeBytes) throws SQLException {
        sizes.setLong(1, floor);
        long left = sizeBytes;
        try (ResultSet row = sizes.executeQuery()) {
            while (row.next()) {
                left -= row.getLong(2);
                if (left < 0) {
                    return row.getLong(1);
                }
            }
        }
        return floor;
    }

    private RangeResult readPage(String prefix, String startAfter, int limit, long asOf)
            throws SQLException {
        boolean fromStart = KeyOrder.BY_CODE_POINT.compare(startAfter, prefix) < 0;
        String first = fromStart || startAfter.isEmpty() ? prefix : successor(startAfter);
        List<StoreEntry> entries = new ArrayList<>();
        bindKeys(page, 1, first, prefix);
        page.setLong(3, asOf);
        page.setInt(4, limit == 0 ? NO_LIMIT : limit);
        try (ResultSet row = page.executeQuery()) {
            while (row.next()) {
                entries.add(
                        new StoreEntry(row.getString(1), bytes(row.getBytes(3)), row.getLong(2)));
            }
        }
        boolean full = limit != 0 && entries.size() == limit;
        long remaining = full ? countAfter(entries.getLast().key(), prefix, asOf) : 0;
        return new RangeResult.Page(entries, asOf, remaining);
    }

    private long countAfter(String key, String prefix, long asOf) throws SQLException {
        bindKeys(count, 1, successor(key), prefix);
        count.setLong(3, asOf);
        try (ResultSet row = count.executeQuery()) {
            return row.getLong(1);
        }
    }

    private List<StoreEvent> readEvents(String prefix, long revision, int limit)
            throws SQLException {
        List<StoreEvent> events = new ArrayList<>();
        slice.setLong(1, revision);
        bindKeys(slice, 2, prefix, prefix);
        slice.setInt(4, limit);
        try (ResultSet row = slice.executeQuery()) {
            while (row.next()) {
                long at = row.getLong(1);
                String key = row.getString(2);
                events.add(
                        row.getInt(3) == 0
                                ? new StoreEvent.Put(key, bytes(row.getBytes(4)), at)
                                : new StoreEvent.Delete(key, at));
            }
        }
        return events;
    }

    /// Binds the keys from `first` to the end of `prefix`.
    private static void bindKeys(PreparedStatement statement, int at, String first, String prefix)
            throws SQLException {
        statement.setString(at, first);
        Optional<String> end = KeyOrder.endOf(prefix);
        if (end.isPresent()) {
            statement.setString(at + 1, end.get());
        } else {
            statement.setBytes(at + 1, AFTER_ALL_TEXT);
        }
    }

    private static String successor(String key) {
        return key + '\0';
    }

    /// SQLite gives an empty blob as null.
    static byte[] bytes(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
