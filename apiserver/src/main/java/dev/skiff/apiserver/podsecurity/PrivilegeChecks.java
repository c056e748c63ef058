package dev.skiff.apiserver.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Which rights and which user the containers of a pod may have.
final class PrivilegeChecks {
    private static final List<String> USUAL_CAPABILITIES =
            List.of(
                    "AUDIT_WRITE",
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "MKNOD",
                    "NET_BIND_SERVICE",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYS_CHROOT");
    private static final List<String> HARMLESS_CAPABILITIES = List.of("NET_BIND_SERVICE");
    private static final String NON_ROOT = "runAsNonRoot";
    private static final String NOT_NON_ROOT = "runAsNonRoot != true";

    private PrivilegeChecks() {}

    static Optional<Violation> privileged(CheckedPod pod) {
        Setters setters =
                Setters.ofContainers(pod, context -> Fields.isTrue(context, "privileged"));
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "privileged",
                                setters + " must not set securityContext.privileged=true"));
    }

    static Optional<Violation> escalation(CheckedPod pod) {
        Setters setters =
                Setters.ofContainers(
                        pod, context -> context.path("allowPrivilegeEscalation").asBoolean(true));
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                "allowPrivilegeEscalation != false",
                                setters
                                        + " must set"
                                        + " securityContext.allowPrivilegeEscalation=false"));
    }

    /// None may be added beyond those that containers usually have.
    static Optional<Violation> unusualCapabilities(CheckedPod pod) {
        return added(pod, USUAL_CAPABILITIES)
                .map(detail -> new Violation("non-default capabilities", detail));
    }

    /// All must be given up, and only harmless ones taken back.
    static Optional<Violation> capabilities(CheckedPod pod) {
        Setters keepers = Setters.ofContainers(pod, context -> !dropsAll(context));
        List<String> details = new ArrayList<>();
        if (!keepers.isEmpty()) {
            details.add(keepers + " must set securityContext.capabilities.drop=[\"ALL\"]");
        }
        added(pod, HARMLESS_CAPABILITIES).ifPresent(details::add);
        return details.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Violation("unrestricted capabilities", String.join("; ", details)));
    }

    private static boolean dropsAll(JsonNode context) {
        return Fields.texts(Fields.at(context, "capabilities", "drop")).contains("ALL");
    }

    private static Optional<String> added(CheckedPod pod, List<String> allowed) {
        Setters adders = Setters.ofContainers(pod, context -> !adds(context, allowed).isEmpty());
        TreeSet<String> capabilities = new TreeSet<>();
        pod.containers()
                .forEach(
                        container ->
                                capabilities.addAll(adds(CheckedPod.context(container), allowed)));
        return adders.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s must not include %s in securityContext.capabilities.add"
                                .formatted(adders, Wording.quoted(capabilities)));
    }

    private static List<String> adds(JsonNode context, List<String> allowed) {
        List<String> added = Fields.texts(Fields.at(context, "capabilities", "add"));
        added.removeAll(allowed);
        return added;
    }

    static Optional<Violation> nonRoot(CheckedPod pod) {
        Setters refusers =
                Setters.of(
                        pod,
                        context ->
                                Fields.has(context, NON_ROOT) && !Fields.isTrue(context, NON_ROOT));
        if (!refusers.isEmpty()) {
            return Optional.of(
                    new Violation(
                            NOT_NON_ROOT,
                            refusers + " must not set securityContext.runAsNonRoot=false"));
        }
        Setters silent = Setters.ofContainers(pod, context -> !Fields.has(context, NON_ROOT));
        return silent.isEmpty() || Fields.isTrue(pod.context(), NON_ROOT)
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                NOT_NON_ROOT,
                                "pod or "
                                        + silent
                                        + " must set securityContext.runAsNonRoot=true"));
    }

    static Optional<Violation> rootUser(CheckedPod pod) {
        Setters setters =
                Setters.of(
                        pod,
                        context ->
                                Fields.has(context, "runAsUser")
                                        && Fields.number(context, "runAsUser") == 0);
        return setters.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation("runAsUser=0", setters + " must not set runAsUser=0"));
    }
}
