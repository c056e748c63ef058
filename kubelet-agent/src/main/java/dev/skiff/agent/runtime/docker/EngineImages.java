package dev.skiff.agent.runtime.docker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's images.
final class EngineImages {
    /// Named by the version of its content: a changed program gets a new name.
    static final String SANDBOX = "skiff/sandbox:1";

    private static final Logger LOG = LoggerFactory.getLogger(EngineImages.class);
    private static final Duration IMPORT_DEADLINE = Duration.ofMinutes(1);

    private final EngineClient engine;

    EngineImages(EngineClient engine) {
        this.engine = engine;
    }

    Optional<ImageState> find(String reference) {
        try {
            InspectImageResponse answer =
                    EngineClient.call(
                            "look for image " + reference,
                            () -> engine.commands().inspectImageCmd(reference).exec());
            return Optional.of(stateOf(answer));
        } catch (NotFoundException _) {
            return Optional.empty();
        } catch (DockerException e) {
            LOG.debug("engine does not take {} for an image", reference, e);
            return Optional.empty();
        }
    }

    private static ImageState stateOf(InspectImageResponse answer) {
        List<String> digests = Objects.requireNonNullElse(answer.getRepoDigests(), List.of());
        String user = answer.getConfig() == null ? null : answer.getConfig().getUser();
        return new ImageState(
                answer.getId(),
                digests.isEmpty() ? "" : digests.getFirst(),
                Objects.requireNonNullElse(answer.getSize(), 0L),
                user == null ? "" : user);
    }

    PullOutcome pull(String reference, Optional<RegistryCredentials> credentials) {
        String path =
                "/images/create?fromImage="
                        + URLEncoder.encode(withTag(reference), StandardCharsets.UTF_8);
        Request.Builder request = Request.builder().method(Request.Method.POST);
        credentials.ifPresent(login -> request.putHeader("X-Registry-Auth", registryAuth(login)));
        Optional<String> failure = stream(request, path, ContainerRuntime.PULL_TIME_LIMIT);
        return failure.<PullOutcome>map(PullOutcome.Failed::new).orElseGet(() -> pulled(reference));
    }

    private PullOutcome pulled(String reference) {
        return find(reference)
                .<PullOutcome>map(PullOutcome.Pulled::new)
                .orElse(new PullOutcome.Failed("image " + reference + " was pulled and is gone"));
    }

    /// Without a tag the engine would fetch all of them.
    static String withTag(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return name.contains(":") || name.contains("@") ? reference : reference + ":latest";
    }

    private static String registryAuth(RegistryCredentials login) {
        ObjectNode auth =
                Json.object()
                        .put("username", login.username())
                        .put("password", login.password())
                        .put("serveraddress", login.server());
        return Base64.getUrlEncoder().encodeToString(Json.write(auth));
    }

    /// Makes the sandbox image unless it is there.
    void prepareSandbox(String architecture) {
        if (find(SANDBOX).isEmpty()) {
            importSandbox(architecture);
        }
    }

    private void importSandbox(String architecture) {
        String name = SANDBOX.replace(":", "&tag=");
        String entryPoint = "ENTRYPOINT [\"" + SandboxProgram.PATH + "\"]";
        String path =
                "/images/create?fromSrc=-&repo="
                        + name
                        + "&changes="
                        + URLEncoder.encode(entryPoint, StandardCharsets.UTF_8);
        Request.Builder request =
                Request.builder()
                        .method(Request.Method.POST)
                        .putHeader("Content-Type", "application/x-tar")
                        .bodyBytes(SandboxProgram.tarFor(architecture));
        Optional<String> failure = stream(request, path, IMPORT_DEADLINE);
        failure.ifPresent(
                message -> {
                    throw new EngineUnavailableException(
                            "engine did not take the sandbox image: " + message);
                });
    }

    /// Removes the sandbox image, unless containers of others still use it.
    void removeSandbox() {
        try {
            EngineClient.call(
                    "remove image " + SANDBOX,
                    () -> engine.commands().removeImageCmd(SANDBOX).exec());
        } catch (DockerException e) {
            LOG.debug("image {} stays: {}", SANDBOX, EngineClient.messageOf(e));
        }
    }

    /// Runs a command that reports its progress; what went wrong, if anything.
    private Optional<String> stream(Request.Builder request, String path, Duration timeLimit) {
        try (EngineResponse response = engine.open(request, path, timeLimit)) {
            if (response.status() != 200) {
                byte[] body = response.body().readAllBytes();
                return Optional.of(
                        EngineClient.messageIn(new String(body, StandardCharsets.UTF_8)));
            }
            ScheduledFuture<?> limit = engine.after(timeLimit, response::close);
            try {
                return lastError(response);
            } finally {
                limit.cancel(false);
            }
        } catch (IOException e) {
            return Optional.of("engine broke off: " + e.getMessage());
        }
    }

    private static Optional<String> lastError(EngineResponse response) throws IOException {
        Optional<String> error = Optional.empty();
        try (MappingIterator<JsonNode> lines =
                Json.mapper()
                        .readerFor(new TypeReference<JsonNode>() {})
                        .readValues(response.body())) {
            while (lines.hasNextValue()) {
                JsonNode line = lines.nextValue();
                if (line.hasNonNull("error")) {
                    error = Optional.of(line.path("error").asText());
                }
            }
        }
        return error;
    }
}
