package dev.skiff.agent.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.facts.PodFacts;
import dev.skiff.agent.hook.HookKind;
import dev.skiff.agent.hook.HookState;
import dev.skiff.agent.probe.ContainerHealth;
import dev.skiff.agent.probe.ProbeTarget;
import dev.skiff.agent.runtime.ContainerPhase;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.agent.status.PodObservation;
import dev.skiff.agent.status.PodStatusComposer;
import dev.skiff.api.codec.Json;
import io.fabric8.kubernetes.api.model.Container;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches over a pod's containers, and says how they are.
final class PodObserver {
    private static final Logger LOG = LoggerFactory.getLogger(PodObserver.class);
    private static final int MESSAGE_LIMIT_BYTES = 4096;
    private static final int LOG_MESSAGE_LIMIT_BYTES = 2048;
    private static final long LOG_MESSAGE_LINES = 80;

    private final PodServices services;
    private final NodeSettings node;

    PodObserver(PodServices services, NodeSettings node) {
        this.services = services;
        this.node = node;
    }

    /// Begins or ends the probes of a container.
    void follow(PodRun run, ContainerState container, String address) {
        if (container.isSandbox()) {
            return;
        }
        Optional<Container> spec = PodFacts.container(run.pod(), container.name());
        if (spec.isEmpty() || !(container.phase() instanceof ContainerPhase.Running(var since))) {
            forget(container);
            return;
        }
        boolean isUp =
                services.hooks().state(container.id(), HookKind.POST_START) != HookState.RUNNING;
        if (isUp) {
            services.probes()
                    .track(
                            new ProbeTarget(
                                    container.pod(),
                                    container.id(),
                                    spec.get(),
                                    address,
                                    since,
                                    before(run, container),
                                    PodFacts.reference(run.pod(), container.name())));
        }
        if (PodFacts.isTerminating(run.pod())) {
            services.probes().keepReadinessOnly(container.id());
        }
    }

    /// How an earlier agent found this very container.
    private static ContainerHealth before(PodRun run, ContainerState container) {
        return PodFacts.status(run.pod(), container.name())
                .filter(status -> status.getContainerID() != null)
                .filter(status -> status.getContainerID().endsWith("/" + container.id()))
                .map(
                        status ->
                                new ContainerHealth(
                                        Boolean.TRUE.equals(status.getStarted()),
                                        Boolean.TRUE.equals(status.getReady()),
                                        Optional.empty()))
                .orElse(ContainerHealth.NEW);
    }

    void forget(ContainerState container) {
        services.probes().forget(container.id());
        services.hooks().forget(container.id());
    }

    ObjectNode compose(PodRun run, PodDirectory directory, PodContext context, Instant now) {
        List<ContainerState> containers =
                services.view().containersOf(PodFacts.identity(run.pod()));
        Map<String, ContainerHealth> health = new TreeMap<>();
        for (ContainerState container : containers) {
            boolean isUp =
                    services.hooks().state(container.id(), HookKind.POST_START)
                            != HookState.RUNNING;
            if (container.isRunning() && !container.isSandbox() && isUp) {
                health.put(container.id(), services.probes().health(container.id()));
            }
            if (container.phase() instanceof ContainerPhase.Exited exited) {
                noteMessage(run, directory, container, exited);
            }
        }
        return PodStatusComposer.compose(
                new PodObservation(
                        run.pod(),
                        previous(run),
                        containers,
                        new PodObservation.ContainerFacts(
                                run.memory().waiting, health, run.memory().messages),
                        new PodObservation.Addresses(
                                node.hostIp(), context.podIp(), node.runtimeName()),
                        run.memory().failure(),
                        now));
    }

    /// What was reported last, or what the API has of an earlier agent.
    private ObjectNode previous(PodRun run) {
        return services.reporter()
                .latest(PodFacts.identity(run.pod()))
                .orElseGet(
                        () ->
                                run.pod().getStatus() == null
                                        ? Json.object()
                                        : Json.mapper().valueToTree(run.pod().getStatus()));
    }

    /// A container's last words are read once.
    private void noteMessage(
            PodRun run,
            PodDirectory directory,
            ContainerState container,
            ContainerPhase.Exited exited) {
        Map<String, String> messages = run.memory().messages;
        if (messages.containsKey(container.id()) || container.isSandbox()) {
            return;
        }
        String message =
                services.files()
                        .readEnd(
                                directory.terminationLog(container.name(), container.attempt()),
                                MESSAGE_LIMIT_BYTES)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse("");
        boolean usesLog =
                PodFacts.container(run.pod(), container.name())
                        .map(Container::getTerminationMessagePolicy)
                        .filter("FallbackToLogsOnError"::equals)
                        .isPresent();
        messages.put(
                container.id(),
                message.isEmpty() && usesLog && exited.exitCode() != 0
                        ? lastLines(container)
                        : message);
    }

    private String lastLines(ContainerState container) {
        LogOptions options =
                new LogOptions(false, OptionalLong.of(LOG_MESSAGE_LINES), Optional.empty(), false);
        return services.runtime()
                .logs(container.id(), options)
                .map(
                        stream -> {
                            ByteArrayOutputStream lines = new ByteArrayOutputStream();
                            try (stream) {
                                stream.copyTo(lines);
                            } catch (IOException e) {
                                LOG.debug("output of {} can't be read", container.id(), e);
                            }
                            String text = lines.toString(StandardCharsets.UTF_8);
                            return text.substring(
                                    Math.max(0, text.length() - LOG_MESSAGE_LIMIT_BYTES));
                        })
                .orElse("");
    }
}
