package dev.skiff.agent.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;

/// The engine's commands, with one API version agreed on, and its streams as they are.
final class EngineClient implements AutoCloseable {
    private static final Duration PING_DEADLINE = Duration.ofSeconds(5);

    /// The newest version this code was tried with. Older engines set it lower; newer ones still
    /// speak it.
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

    private static final RemoteApiVersion OLDEST = RemoteApiVersion.create(1, 41);

    private final UnixSocketHttp http;
    private final DockerClient commands;
    private final String prefix;

    private EngineClient(UnixSocketHttp http, RemoteApiVersion version) {
        this.http = http;
        commands = DockerClientImpl.getInstance(new EngineConfig(version), http);
        prefix = "/v" + version.getVersion();
    }

    /// Asks the engine which API it speaks.
    ///
    /// @throws EngineUnavailableException if there is no engine, or one too old
    static EngineClient connect(Path socket) {
        UnixSocketHttp http = new UnixSocketHttp(socket);
        try {
            return new EngineClient(http, agreedVersion(http));
        } catch (EngineUnavailableException e) {
            http.close();
            throw e;
        }
    }

    private static RemoteApiVersion agreedVersion(UnixSocketHttp http) {
        Request ping = Request.builder().method(Request.Method.GET).path("/_ping").build();
        try (EngineResponse response = http.execute(ping, PING_DEADLINE)) {
            response.body().readAllBytes();
            String offered = response.getHeader("Api-Version");
            RemoteApiVersion newest =
                    RemoteApiVersion.parseConfig(offered == null ? "unknown" : offered);
            if (!newest.isGreaterOrEqual(OLDEST)) {
                throw new EngineUnavailableException(
                        "engine speaks API "
                                + offered
                                + ", at least "
                                + OLDEST.getVersion()
                                + " (Docker 20.10) is needed");
            }
            return newest.isGreaterOrEqual(NEWEST) ? NEWEST : newest;
        } catch (IOException e) {
            throw new EngineUnavailableException("engine broke off its answer to a ping", e);
        }
    }

    DockerClient commands() {
        return commands;
    }

    /// Runs a command; what the engine refuses is a [DockerException], anything else that goes
    /// wrong is its being unavailable.
    static <T> T call(String what, Supplier<T> command) {
        try {
            return command.get();
        } catch (DockerException | EngineUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException) {
                throw new EngineUnavailableException("engine failed to " + what, e);
            }
            throw e;
        }
    }

    /// Opens a stream of the engine. The caller closes it.
    ///
    /// @param path with its query, without the API version
    EngineResponse open(Request.Builder request, String path, Duration headDeadline) {
        return http.execute(request.path(prefix + path).build(), headDeadline);
    }

    ScheduledFuture<?> after(Duration delay, Runnable action) {
        return http.after(delay, action);
    }

    /// What the engine says is wrong, without the JSON around it.
    static String messageOf(DockerException refusal) {
        String message = refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
        int json = message.indexOf('{');
        return json < 0 ? message : messageIn(message.substring(json));
    }

    static String messageIn(String body) {
        try {
            JsonNode message =
                    Json.mapper().readTree(body.getBytes(StandardCharsets.UTF_8)).path("message");
            return message.isTextual() ? message.asText() : body;
        } catch (IOException _) {
            return body.strip();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
