package dev.skiff.apiserver.store.sqlite;

import dev.skiff.apiserver.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few platform threads, each reading on a connection of its own.
final class ReadPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPool.class);
    private static final int THREADS = 3;
    private static final int WAITING = 10_000;

    /// A question to the log.
    interface Read<T> {
        T from(LogReader reader) throws SQLException;
    }

    private record Question<T>(String what, Read<T> read, CompletableFuture<T> answer) {}

    private final Database database;
    private final SqliteSettings settings;
    private final BlockingQueue<Question<?>> questions = new ArrayBlockingQueue<>(WAITING);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    ReadPool(Database database, SqliteSettings settings) {
        this.database = database;
        this.settings = settings;
        for (int n = 1; n <= THREADS; n++) {
            threads.add(
                    Thread.ofPlatform()
                            .name("skiff-store-reader-" + n)
                            .daemon()
                            .start(this::answerQuestions));
        }
    }

    /// Waits for the answer, at most the stated time-out.
    ///
    /// @param what completes "cannot …" in the message of a failure
    <T> T ask(String what, Read<T> read) {
        Question<T> question = new Question<>(what, read, new CompletableFuture<>());
        if (closed || !questions.offer(question)) {
            throw new StoreUnavailableException(
                    closed ? "the store is closed" : "too many reads wait for " + settings.file());
        }
        if (closed) { // too late for the readers to see it
            failWaiting();
        }
        return Answers.await(question.answer(), what, settings);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        threads.forEach(thread -> Answers.join(thread, settings));
        failWaiting();
    }

    private void failWaiting() {
        List<Question<?>> waiting = new ArrayList<>();
        questions.drainTo(waiting);
        waiting.forEach(
                question ->
                        question.answer()
                                .completeExceptionally(
                                        new StoreUnavailableException("the store is closed")));
    }

    private void answerQuestions() {
        LogReader reader = null;
        try {
            while (!closed) {
                reader = answer(questions.take(), reader);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // by close
        } finally {
            close(reader);
        }
    }

    /// Returns the reader to go on with; null when it failed.
    private <T> @Nullable LogReader answer(Question<T> question, @Nullable LogReader last) {
        LogReader reader = last;
        try {
            if (reader == null) {
                reader = new LogReader(database.connect());
            }
            question.answer().complete(question.read().from(reader));
            return reader;
        } catch (SQLException e) {
            question.answer().completeExceptionally(database.unavailable(question.what(), e));
        } catch (RuntimeException | Error e) {
            question.answer().completeExceptionally(e);
        }
        close(reader);
        return null;
    }

    private void close(@Nullable LogReader reader) {
        if (reader == null) {
            return;
        }
        try {
            reader.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a connection to {}", settings.file(), e);
        }
    }
}
