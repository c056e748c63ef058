package dev.skiff.agent.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerRole;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.RuntimeLabels;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads the engine's answers about containers.
final class ContainerStates {
    private ContainerStates() {}

    static ContainerState of(InspectContainerResponse answer) {
        Map<String, String> labels = labelsOf(answer);
        String image = answer.getConfig().getImage();
        return new ContainerState(
                answer.getId(),
                RuntimeLabels.podOf(labels),
                labels.getOrDefault(RuntimeLabels.CONTAINER_NAME, ""),
                Integer.parseInt(labels.getOrDefault(RuntimeLabels.ATTEMPT, "0")),
                ContainerRole.ofLabel(labels.getOrDefault(RuntimeLabels.ROLE, "")),
                image == null ? "" : image,
                answer.getImageId(),
                addressOf(answer),
                stopSignalOf(answer),
                phaseOf(answer),
                labels);
    }

    static Map<String, String> labelsOf(InspectContainerResponse answer) {
        Map<String, String> labels = answer.getConfig().getLabels();
        return labels == null ? Map.of() : labels;
    }

    /// docker-java has no method for it.
    private static String stopSignalOf(InspectContainerResponse answer) {
        Object signal = answer.getConfig().getRawValues().get("StopSignal");
        return signal == null ? "SIGTERM" : signal.toString();
    }

    /// The address that was asked for; the one in use is gone once the container has ended.
    private static Optional<String> addressOf(InspectContainerResponse answer) {
        return answer.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerStates::addressIn)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> addressIn(ContainerNetwork network) {
        ContainerNetwork.Ipam ipam = network.getIpamConfig();
        return Optional.ofNullable(ipam).map(ContainerNetwork.Ipam::getIpv4Address);
    }

    private static ContainerPhase phaseOf(InspectContainerResponse answer) {
        InspectContainerResponse.ContainerState state = answer.getState();
        Instant createdAt = Instant.parse(answer.getCreated());
        String error = Objects.requireNonNullElse(state.getError(), "");
        return switch (Objects.requireNonNullElse(state.getStatus(), "")) {
            case "running", "paused", "restarting" ->
                    new ContainerPhase.Running(instant(state.getStartedAt(), createdAt));
            case "created" ->
                    error.isEmpty()
                            ? new ContainerPhase.Created(createdAt)
                            : new ContainerPhase.Unstartable(error, createdAt);
            default -> exited(state, createdAt);
        };
    }

    private static ContainerPhase.Exited exited(
            InspectContainerResponse.ContainerState state, Instant createdAt) {
        Long exitCode = state.getExitCodeLong();
        Instant startedAt = instant(state.getStartedAt(), createdAt);
        Instant finishedAt = instant(state.getFinishedAt(), startedAt);
        return new ContainerPhase.Exited(
                exitCode == null ? 0 : exitCode.intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                startedAt,
                // Of a short-lived container the engine may note the end before the start.
                finishedAt.isBefore(startedAt) ? startedAt : finishedAt);
    }

    /// The engine writes year 1 for "never".
    private static Instant instant(String text, Instant otherwise) {
        return text == null || text.isEmpty() || text.startsWith("0001-")
                ? otherwise
                : Instant.parse(text);
    }
}
