package dev.skiff.apiserver.podsecurity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every check of the Pod Security Standards, with the version since which it is as it is. A pod
/// that is to be restricted must also pass the checks of the baseline, but for those that a
/// stricter one replaces.
public final class SecurityStandards {
    private static final List<String> SYSCTLS =
            List.of(
                    "kernel.shm_rmid_forced",
                    "net.ipv4.ip_local_port_range",
                    "net.ipv4.tcp_syncookies",
                    "net.ipv4.ping_group_range",
                    "net.ipv4.ip_unprivileged_port_start");
    private static final List<String> SYSCTLS_1_27 =
            with(SYSCTLS, "net.ipv4.ip_local_reserved_ports");
    private static final List<String> SYSCTLS_1_29 =
            with(
                    SYSCTLS_1_27,
                    "net.ipv4.tcp_keepalive_time",
                    "net.ipv4.tcp_fin_timeout",
                    "net.ipv4.tcp_keepalive_intvl",
                    "net.ipv4.tcp_keepalive_probes");
    private static final List<String> SYSCTLS_1_32 =
            with(SYSCTLS_1_29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");
    private static final List<String> SE_LINUX_TYPES =
            List.of("container_t", "container_init_t", "container_kvm_t");
    private static final List<String> SE_LINUX_TYPES_1_31 =
            with(SE_LINUX_TYPES, "container_engine_t");

    /// A check as of a version.
    ///
    /// @param id orders the checks of a level, and tells versions of one check from other checks
    /// @param since the minor version
    /// @param replaces the check of the baseline that this one makes needless; empty: none
    private record Rule(Level level, String id, int since, String replaces, Check check) {}

    /// Of one check, the newer come later.
    private static final List<Rule> RULES =
            List.of(
                    baseline("appArmorProfile", 0, ProfileChecks::appArmor),
                    baseline("capabilities_baseline", 0, PrivilegeChecks::unusualCapabilities),
                    baseline("hostNamespaces", 0, HostChecks::namespaces),
                    baseline("hostPathVolumes", 0, HostChecks::pathVolumes),
                    baseline("hostPorts", 0, HostChecks::ports),
                    baseline("hostProbesAndHostLifecycle", 34, HostChecks::probes),
                    baseline("privileged", 0, PrivilegeChecks::privileged),
                    baseline("procMount", 0, SystemChecks::procMount),
                    baseline("procMount", 35, sparingOwnUsers(SystemChecks::procMount)),
                    baseline("seLinuxOptions", 0, SystemChecks.seLinux(SE_LINUX_TYPES)),
                    baseline("seLinuxOptions", 31, SystemChecks.seLinux(SE_LINUX_TYPES_1_31)),
                    baseline("seccompProfile_baseline", 0, ProfileChecks::seccompAnnotations),
                    baseline("seccompProfile_baseline", 19, ProfileChecks::seccomp),
                    baseline("sysctls", 0, SystemChecks.sysctls(SYSCTLS)),
                    baseline("sysctls", 27, SystemChecks.sysctls(SYSCTLS_1_27)),
                    baseline("sysctls", 29, SystemChecks.sysctls(SYSCTLS_1_29)),
                    baseline("sysctls", 32, SystemChecks.sysctls(SYSCTLS_1_32)),
                    baseline("windowsHostProcess", 0, HostChecks::windowsProcesses),
                    restricted("allowPrivilegeEscalation", 8, "", PrivilegeChecks::escalation),
                    restricted(
                            "allowPrivilegeEscalation",
                            25,
                            "",
                            sparingWindows(PrivilegeChecks::escalation)),
                    restricted(
                            "capabilities_restricted",
                            22,
                            "capabilities_baseline",
                            PrivilegeChecks::capabilities),
                    restricted(
                            "capabilities_restricted",
                            25,
                            "capabilities_baseline",
                            sparingWindows(PrivilegeChecks::capabilities)),
                    restricted("procMount_restricted", 35, "procMount", SystemChecks::procMount),
                    restricted("restrictedVolumes", 0, "hostPathVolumes", SystemChecks::volumes),
                    restricted("runAsNonRoot", 0, "", PrivilegeChecks::nonRoot),
                    restricted("runAsNonRoot", 35, "", sparingOwnUsers(PrivilegeChecks::nonRoot)),
                    restricted("runAsUser", 23, "", PrivilegeChecks::rootUser),
                    restricted("runAsUser", 35, "", sparingOwnUsers(PrivilegeChecks::rootUser)),
                    restricted(
                            "seccompProfile_restricted",
                            19,
                            "seccompProfile_baseline",
                            ProfileChecks::requiredSeccomp),
                    restricted(
                            "seccompProfile_restricted",
                            25,
                            "seccompProfile_baseline",
                            sparingWindows(ProfileChecks::requiredSeccomp)));

    private SecurityStandards() {}

    /// Why the standard does not allow the pod, each reason with its details; empty when it does.
    public static Optional<String> objection(Standard standard, CheckedPod pod) {
        List<Violation> violations = violations(standard, pod);
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        violations.stream()
                                .map(Violation::toString)
                                .collect(Collectors.joining(", ")));
    }

    /// As [#objection], without the details.
    static Optional<String> reasons(Standard standard, CheckedPod pod) {
        List<Violation> violations = violations(standard, pod);
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        violations.stream()
                                .map(Violation::reason)
                                .collect(Collectors.joining(", ")));
    }

    private static List<Violation> violations(Standard standard, CheckedPod pod) {
        if (!standard.isRestraining()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>(0);
        for (Rule rule : rules(standard)) {
            rule.check().violation(pod).ifPresent(violations::add);
        }
        return violations;
    }

    /// Those of the baseline first, each level by id.
    private static List<Rule> rules(Standard standard) {
        Map<String, Rule> current = new LinkedHashMap<>();
        for (Rule rule : RULES) {
            boolean isOfLevel = rule.level().compareTo(standard.level()) <= 0;
            if (isOfLevel && rule.since() <= standard.version().minor()) {
                current.put(rule.id(), rule);
            }
        }
        List<String> replaced = current.values().stream().map(Rule::replaces).toList();
        return current.values().stream()
                .filter(rule -> !replaced.contains(rule.id()))
                .sorted(Comparator.comparing(Rule::level).thenComparing(Rule::id))
                .toList();
    }

    private static Rule baseline(String id, int since, Check check) {
        return new Rule(Level.BASELINE, id, since, "", check);
    }

    private static Rule restricted(String id, int since, String replaces, Check check) {
        return new Rule(Level.RESTRICTED, id, since, replaces, check);
    }

    /// The check, but for pods that run in a user namespace of their own.
    private static Check sparingOwnUsers(Check check) {
        return pod -> pod.hasOwnUsers() ? Optional.empty() : check.violation(pod);
    }

    /// The check, but for pods on Windows, which knows nothing of what it asks for.
    private static Check sparingWindows(Check check) {
        return pod -> pod.isOnWindows() ? Optional.empty() : check.violation(pod);
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
