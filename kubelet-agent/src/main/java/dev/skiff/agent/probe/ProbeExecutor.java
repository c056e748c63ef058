package dev.skiff.agent.probe;

import dev.skiff.agent.probe.Prober.HttpTarget;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ExecOutcome;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// Makes one probe in the way it asks for.
public final class ProbeExecutor {
    private final ContainerRuntime runtime;
    private final Prober prober;

    public ProbeExecutor(ContainerRuntime runtime, Prober prober) {
        this.runtime = runtime;
        this.prober = prober;
    }

    ProbeAnswer run(ProbeTarget target, Probe probe) {
        Duration timeout = Duration.ofSeconds(atLeastOne(probe.getTimeoutSeconds()));
        if (probe.getExec() != null) {
            return exec(target.containerId(), probe.getExec().getCommand(), timeout);
        }
        if (probe.getHttpGet() != null) {
            return http(target.container(), target.address(), probe.getHttpGet(), timeout);
        }
        if (probe.getTcpSocket() != null) {
            OptionalInt port = port(target.container(), probe.getTcpSocket().getPort());
            String host =
                    Objects.requireNonNullElse(probe.getTcpSocket().getHost(), target.address());
            return port.isPresent()
                    ? prober.tcp(host, port.getAsInt(), timeout)
                    : noPort(target.container(), probe.getTcpSocket().getPort());
        }
        return new ProbeAnswer.Failure("probes of this type are not supported yet");
    }

    private ProbeAnswer exec(String id, List<String> command, Duration timeout) {
        return switch (runtime.exec(id, command, timeout)) {
            case ExecOutcome.Finished(int exitCode, String output) ->
                    exitCode == 0
                            ? new ProbeAnswer.Success()
                            : new ProbeAnswer.Failure(output.strip());
            case ExecOutcome.TimedOut(var _) ->
                    new ProbeAnswer.Failure(
                            "command timed out: \"%s\" timed out after %ds"
                                    .formatted(String.join(" ", command), timeout.toSeconds()));
            case ExecOutcome.Refused(var message) -> new ProbeAnswer.Unanswered(message);
        };
    }

    /// Also serves hooks, which ask the same way.
    public ProbeAnswer http(
            Container container, String address, HTTPGetAction get, Duration timeout) {
        OptionalInt port = port(container, get.getPort());
        if (port.isEmpty()) {
            return noPort(container, get.getPort());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (HTTPHeader header : get.getHttpHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        String scheme = Objects.requireNonNullElse(get.getScheme(), "HTTP");
        boolean hasHost = get.getHost() != null && !get.getHost().isEmpty();
        return prober.http(
                new HttpTarget(
                        scheme.toLowerCase(Locale.ROOT),
                        hasHost ? get.getHost() : address,
                        port.getAsInt(),
                        Objects.requireNonNullElse(get.getPath(), "/"),
                        headers),
                timeout);
    }

    private static ProbeAnswer noPort(Container container, IntOrString port) {
        return new ProbeAnswer.Unanswered(
                "couldn't find port: " + port.getValue() + " in container " + container.getName());
    }

    private static OptionalInt port(Container container, IntOrString port) {
        if (port.getIntVal() != null) {
            return OptionalInt.of(port.getIntVal());
        }
        return container.getPorts().stream()
                .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst();
    }

    private static int atLeastOne(Integer value) {
        return value == null ? 1 : Math.max(1, value);
    }
}
