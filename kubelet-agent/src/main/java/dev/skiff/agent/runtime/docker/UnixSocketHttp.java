package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.skiff.agent.runtime.EngineUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 over a unix socket, as docker-java's transport. Unlike docker-java's own it keeps a
/// deadline until the head of the answer has come, and ends what it sends when standard input ends.
///
/// Keeps at most [#IDLE_LIMIT] idle connections. A kept connection that the engine has closed
/// meanwhile is replaced by a new one once.
final class UnixSocketHttp implements DockerHttpClient {
    static final int IDLE_LIMIT = 16;
    private static final Duration READ_DEADLINE = Duration.ofSeconds(30);
    private static final Duration WRITE_DEADLINE = Duration.ofMinutes(2);

    private final UnixDomainSocketAddress address;
    private final ConcurrentLinkedDeque<EngineConnection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final ScheduledExecutorService deadlines;
    private volatile boolean closed;

    UnixSocketHttp(Path socket) {
        address = UnixDomainSocketAddress.of(socket);
        var executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("engine-deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        deadlines = executor;
    }

    @Override
    public Response execute(Request request) {
        return execute(request, request.method().equals("GET") ? READ_DEADLINE : WRITE_DEADLINE);
    }

    /// @param headDeadline how long to wait until the head of the answer has come
    EngineResponse execute(Request request, Duration headDeadline) {
        EngineConnection kept = takeIdle();
        if (kept != null) {
            try {
                return exchange(kept, request, headDeadline);
            } catch (EngineConnection.StaleException e) {
                kept.close();
            } catch (IOException e) {
                kept.close();
                throw unavailable(request, e);
            }
        }
        return executeOnNew(request, headDeadline);
    }

    private EngineResponse executeOnNew(Request request, Duration headDeadline) {
        EngineConnection connection = null;
        try {
            connection = EngineConnection.open(address);
            return exchange(connection, request, headDeadline);
        } catch (IOException e) {
            if (connection != null) {
                connection.close();
            }
            throw unavailable(request, e);
        }
    }

    private EngineResponse exchange(
            EngineConnection connection, Request request, Duration headDeadline)
            throws IOException {
        ScheduledFuture<?> deadline = after(headDeadline, connection::close);
        try {
            connection.send(request);
            EngineResponse response = connection.receive(this::giveBack);
            sendInput(connection, request.hijackedInput());
            return response;
        } finally {
            deadline.cancel(false);
        }
    }

    /// Does something after a while, such as cutting a connection whatever it is doing.
    ScheduledFuture<?> after(Duration delay, Runnable action) {
        return deadlines.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sendInput(EngineConnection connection, @Nullable InputStream input) {
        if (input != null) {
            Thread.ofVirtual().name("engine-stdin").start(() -> connection.sendRaw(input));
        }
    }

    private @Nullable EngineConnection takeIdle() {
        EngineConnection connection = idle.pollFirst();
        if (connection != null) {
            idleCount.decrementAndGet();
        }
        return connection;
    }

    private void giveBack(EngineConnection connection) {
        if (closed || idleCount.incrementAndGet() > IDLE_LIMIT) {
            idleCount.decrementAndGet();
            connection.close();
            return;
        }
        idle.addFirst(connection);
    }

    private EngineUnavailableException unavailable(Request request, IOException cause) {
        return new EngineUnavailableException(
                "engine at %s gave no answer to %s %s: %s"
                        .formatted(address.getPath(), request.method(), request.path(), cause),
                cause);
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        EngineConnection connection = takeIdle();
        while (connection != null) {
            connection.close();
            connection = takeIdle();
        }
    }
}
