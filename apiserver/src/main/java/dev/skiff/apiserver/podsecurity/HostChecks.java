package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What pods may not share with their node, nor reach on it.
final class HostChecks {
    private static final List<String> NAMESPACES = List.of("hostNetwork", "hostPID", "hostIPC");
    private static final List<String> PROBES =
            List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HOOKS = List.of("postStart", "preStop");

    private HostChecks() {}

    static Optional<Violation> namespaces(CheckedPod pod) {
        List<String> shared =
                NAMESPACES.stream()
                        .filter(namespace -> Fields.isTrue(pod.spec(), namespace))
                        .map(namespace -> namespace + "=true")
                        .toList();
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation("host namespaces", String.join(", ", shared)));
    }

    static Optional<Violation> pathVolumes(CheckedPod pod) {
        List<String> volumes = new ArrayList<>();
        for (JsonNode volume : Fields.at(pod.spec(), "volumes")) {
            if (Fields.has(volume, "hostPath")) {
                volumes.add(Fields.text(volume, "name"));
            }
        }
        return volumes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "hostPath volumes",
                                Wording.plural("volume", volumes) + " " + Wording.quoted(volumes)));
    }

    static Optional<Violation> ports(CheckedPod pod) {
        List<String> containers = new ArrayList<>();
        TreeSet<String> ports = new TreeSet<>();
        for (JsonNode container : pod.containers()) {
            boolean isBad = false;
            for (JsonNode port : Fields.at(container, "ports")) {
                long number = Fields.number(port, "hostPort");
                if (number != 0) {
                    isBad = true;
                    ports.add(Long.toString(number));
                }
            }
            if (isBad) {
                containers.add(Setters.name(container));
            }
        }
        return containers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "hostPort",
                                "%s %s %s %s"
                                        .formatted(
                                                new Setters(false, containers),
                                                Wording.verb("use", containers),
                                                Wording.plural("hostPort", ports),
                                                String.join(", ", ports))));
    }

    /// Probes and hooks that call another host than the pod.
    static Optional<Violation> probes(CheckedPod pod) {
        TreeSet<String> containers = new TreeSet<>();
        TreeSet<String> hosts = new TreeSet<>();
        for (JsonNode container : pod.containers()) {
            List<String> called = calledHosts(container);
            if (!called.isEmpty()) {
                containers.add(Setters.name(container));
                hosts.addAll(called);
            }
        }
        String what = "probe or lifecycle host";
        return containers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                what,
                                "%s %s %s %s"
                                        .formatted(
                                                new Setters(false, List.copyOf(containers)),
                                                Wording.verb("use", containers),
                                                Wording.plural(what, hosts),
                                                Wording.quoted(hosts))));
    }

    private static List<String> calledHosts(JsonNode container) {
        List<JsonNode> handlers = new ArrayList<>();
        PROBES.forEach(probe -> handlers.add(Fields.at(container, probe)));
        HOOKS.forEach(hook -> handlers.add(Fields.at(container, "lifecycle", hook)));
        List<String> hosts = new ArrayList<>(0);
        for (JsonNode handler : handlers) {
            for (String means : List.of("httpGet", "tcpSocket")) {
                String host = Fields.text(handler, means, "host");
                if (!host.isEmpty()) {
                    hosts.add(host);
                }
            }
        }
        return hosts;
    }

    static Optional<Violation> windowsProcesses(CheckedPod pod) {
        Setters setters =
                Setters.of(
                        pod,
                        context ->
                                Fields.isTrue(Fields.at(context, "windowsOptions"), "hostProcess"));
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "hostProcess",
                                setters
                                        + " must not set"
                                        + " securityContext.windowsOptions.hostProcess=true"));
    }
}
