package dev.skiff.apiserver.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the write-ahead log into the database on a thread of its own, while commits go on. When
/// they go on so steadily that the log never starts over, it asks the writer to make a pause.
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long CHECKPOINT_BYTES = 4L << 20;
    private static final int LONG_LOG_PAGES = 8_192; // 32 MiB

    private final Database database;
    private final SqliteSettings settings;
    private final Semaphore requested = new Semaphore(0);
    private final Thread thread;
    private long bytesSinceRequest;
    private volatile boolean logIsLong;
    private volatile boolean closed;

    Checkpointer(Database database, SqliteSettings settings) {
        this.database = database;
        this.settings = settings;
        this.thread =
                Thread.ofPlatform()
                        .name("skiff-store-checkpointer")
                        .daemon()
                        .start(this::checkpointOnRequest);
    }

    /// The writer tells how much it wrote.
    void wrote(long sizeBytes) {
        bytesSinceRequest += sizeBytes;
        if (bytesSinceRequest >= CHECKPOINT_BYTES) {
            bytesSinceRequest = 0;
            requested.release();
        }
    }

    /// Whether the writer should start the log over; true once for each time it is needed.
    boolean takePauseRequest() {
        boolean asked = logIsLong;
        logIsLong = false;
        return asked;
    }

    @Override
    public void close() {
        closed = true;
        requested.release();
        Answers.join(thread, settings);
    }

    private void checkpointOnRequest() {
        try {
            requested.acquire();
            while (!closed) {
                checkpoint();
                requested.acquire();
                requested.drainPermits();
            }
        } catch (InterruptedException _) {
            LOG.warn("the checkpointer of {} was interrupted and ends", settings.file());
        }
    }

    private void checkpoint() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
            logIsLong = row.getInt(2) > LONG_LOG_PAGES;
        } catch (SQLException e) {
            LOG.warn(
                    "cannot checkpoint {}, tried again after more writes: {}",
                    settings.file(),
                    e.getMessage());
        }
    }
}
