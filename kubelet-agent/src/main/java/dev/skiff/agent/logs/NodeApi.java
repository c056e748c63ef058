package dev.skiff.agent.logs;

import dev.skiff.agent.engine.RuntimeView;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ByteStream;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.client.Lister;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The node's own API, with a kubelet's paths: `/containerLogs/<namespace>/<pod>/<container>` and
/// `/healthz`. Thread-safe.
public final class NodeApi implements ApiHandler {
    private static final List<ApiResponse.Header> PLAIN_TEXT =
            List.of(new ApiResponse.Header("Content-Type", "text/plain"));

    private final Lister<Pod> pods;
    private final RuntimeView view;
    private final ContainerRuntime runtime;
    private final InstantSource clock;

    public NodeApi(
            Lister<Pod> pods, RuntimeView view, ContainerRuntime runtime, InstantSource clock) {
        this.pods = pods;
        this.view = view;
        this.runtime = runtime;
        this.clock = clock;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        List<String> path = List.of(request.path().substring(1).split("/"));
        try {
            if (path.equals(List.of("healthz"))) {
                return ApiResponse.text(200, "ok");
            }
            if (path.size() == 4 && path.getFirst().equals("containerLogs")) {
                return logs(new ObjectKey(path.get(1), path.get(2)), path.get(3), request);
            }
            return ApiResponse.text(404, "404 page not found\n");
        } catch (ApiException e) {
            return failure(e.status());
        } catch (EngineUnavailableException e) {
            return failure(ApiException.internal(String.valueOf(e.getMessage())).status());
        } catch (NumberFormatException | DateTimeException e) {
            return failure(ApiException.badRequest(String.valueOf(e.getMessage())).status());
        }
    }

    private static ApiResponse failure(Status status) {
        return ApiResponse.json(status.code(), Json.write(status.toTree()));
    }

    private ApiResponse logs(ObjectKey key, String container, ApiRequest request) {
        Pod pod =
                pods.get(key)
                        .orElseThrow(
                                () ->
                                        ApiException.badRequest(
                                                "pod \"" + key.name() + "\" is not on this node"));
        if (PodFacts.container(pod, container).isEmpty()) {
            throw ApiException.badRequest(
                    "container %s is not valid for pod %s".formatted(container, key.name()));
        }
        LogQuestion question = LogQuestion.of(request.query(), clock.instant());
        ContainerState found =
                question.previous() ? previous(pod, container) : latest(pod, container);
        ByteStream stream =
                runtime.logs(found.id(), question.options())
                        .orElseThrow(() -> notStarted(pod, container));
        return new ApiResponse.Streaming(200, PLAIN_TEXT, question.limit(stream));
    }

    private List<ContainerState> all(Pod pod, String container) {
        return view.containersOf(PodFacts.identity(pod)).stream()
                .filter(state -> !state.isSandbox() && state.name().equals(container))
                .sorted(Comparator.comparing(ContainerState::attempt))
                .toList();
    }

    private ContainerState latest(Pod pod, String container) {
        List<ContainerState> all =
                all(pod, container).stream()
                        .filter(state -> !(state.phase() instanceof ContainerPhase.Created))
                        .toList();
        if (all.isEmpty()) {
            throw notStarted(pod, container);
        }
        return all.getLast();
    }

    /// The one before the newest; the newest itself where it has ended and waits to be started
    /// again.
    private ContainerState previous(Pod pod, String container) {
        List<ContainerState> all = all(pod, container);
        Optional<ContainerState> ended =
                all.reversed().stream().filter(state -> !state.isRunning()).findFirst();
        return ended.orElseThrow(
                () ->
                        ApiException.badRequest(
                                "previous terminated container \"%s\" in pod \"%s\" not found"
                                        .formatted(container, pod.getMetadata().getName())));
    }

    private static ApiException notStarted(Pod pod, String container) {
        String reason =
                PodFacts.status(pod, container)
                        .map(ContainerStatus::getState)
                        .map(state -> state.getWaiting())
                        .map(waiting -> waiting.getReason())
                        .orElse("ContainerCreating");
        String words =
                switch (reason) {
                    case "ErrImagePull" -> "image can't be pulled";
                    case "ImagePullBackOff" -> "trying and failing to pull image";
                    default -> reason;
                };
        return ApiException.badRequest(
                "container \"%s\" in pod \"%s\" is waiting to start: %s"
                        .formatted(container, pod.getMetadata().getName(), words));
    }
}
