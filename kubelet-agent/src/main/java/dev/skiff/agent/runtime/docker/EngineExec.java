package dev.skiff.agent.runtime.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.api.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs commands in containers.
final class EngineExec {
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);

    private final EngineClient engine;

    EngineExec(EngineClient engine) {
        this.engine = engine;
    }

    ExecOutcome run(String id, List<String> command, Duration timeout) {
        try {
            String exec =
                    EngineClient.call(
                            "prepare a command in " + id,
                            () ->
                                    engine.commands()
                                            .execCreateCmd(id)
                                            .withAttachStdout(true)
                                            .withAttachStderr(true)
                                            .withCmd(command.toArray(String[]::new))
                                            .exec()
                                            .getId());
            return start(exec, timeout);
        } catch (DockerException e) {
            return new ExecOutcome.Refused(EngineClient.messageOf(e));
        }
    }

    private ExecOutcome start(String exec, Duration timeout) {
        ObjectNode options = Json.object().put("Detach", false).put("Tty", false);
        Request.Builder request =
                Request.builder()
                        .method(Request.Method.POST)
                        .putHeader("Content-Type", "application/json")
                        .bodyBytes(Json.write(options));
        try (EngineResponse response =
                engine.open(request, "/exec/" + exec + "/start", START_DEADLINE)) {
            if (response.status() != 200) {
                byte[] body = response.body().readAllBytes();
                return new ExecOutcome.Refused(
                        EngineClient.messageIn(new String(body, StandardCharsets.UTF_8)));
            }
            return await(exec, response, timeout);
        } catch (IOException e) {
            throw new EngineUnavailableException("engine broke off a command", e);
        }
    }

    private ExecOutcome await(String exec, EngineResponse response, Duration timeout)
            throws IOException {
        AtomicBoolean timedOut = new AtomicBoolean();
        Limited output = new Limited();
        FrameStream stream = new FrameStream(response, true);
        ScheduledFuture<?> limit =
                engine.after(
                        timeout,
                        () -> {
                            timedOut.set(true);
                            stream.close();
                        });
        try {
            stream.copyTo(output);
        } finally {
            limit.cancel(false);
        }
        if (timedOut.get()) {
            return new ExecOutcome.TimedOut(output.text());
        }
        Long exitCode =
                EngineClient.call(
                        "ask how a command ended",
                        () -> engine.commands().inspectExecCmd(exec).exec().getExitCodeLong());
        return new ExecOutcome.Finished(exitCode == null ? 0 : exitCode.intValue(), output.text());
    }

    /// Keeps the beginning and drops the rest.
    private static final class Limited extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            if (kept.size() < ContainerRuntime.EXEC_OUTPUT_LIMIT_BYTES) {
                kept.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int room = ContainerRuntime.EXEC_OUTPUT_LIMIT_BYTES - kept.size();
            kept.write(bytes, offset, Math.min(length, room));
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
