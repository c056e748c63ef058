package dev.skiff.agent.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How names are resolved.
///
/// @param options such as `ndots:5`
public record ResolverSettings(
        List<String> nameservers, List<String> searches, List<String> options) {
    private static final int MOST_NAMESERVERS = 3;

    public ResolverSettings {
        nameservers = List.copyOf(nameservers);
        searches = List.copyOf(searches);
        options = List.copyOf(options);
    }

    /// Reads a `resolv.conf`.
    public static ResolverSettings parse(List<String> lines) {
        List<String> nameservers = new ArrayList<>();
        List<String> searches = List.of();
        List<String> options = new ArrayList<>();
        for (String line : lines) {
            List<String> words = List.of(line.strip().split("\\s+"));
            List<String> values = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> nameservers.addAll(values);
                case "search", "domain" -> searches = values;
                case "options" -> options.addAll(values);
                default -> {}
            }
        }
        return new ResolverSettings(nameservers, searches, options);
    }

    /// The cluster's own name server, if there is one.
    ///
    /// @param domain such as `cluster.local`
    public record ClusterDns(String address, String domain) {}

    /// What one pod gets, where these are the node's settings.
    ResolverSettings forPod(Pod pod, Optional<ClusterDns> cluster) {
        String policy = Objects.requireNonNullElse(pod.getSpec().getDnsPolicy(), "ClusterFirst");
        boolean usesCluster =
                policy.equals("ClusterFirstWithHostNet")
                        || (policy.equals("ClusterFirst")
                                && !Boolean.TRUE.equals(pod.getSpec().getHostNetwork()));
        ResolverSettings base = this;
        if (policy.equals("None")) {
            base = new ResolverSettings(List.of(), List.of(), List.of());
        } else if (usesCluster && cluster.isPresent()) {
            base = ofCluster(pod.getMetadata().getNamespace(), cluster.get());
        }
        return pod.getSpec().getDnsConfig() == null
                ? base
                : base.with(pod.getSpec().getDnsConfig());
    }

    private ResolverSettings ofCluster(String namespace, ClusterDns cluster) {
        List<String> all = new ArrayList<>();
        all.add(namespace + ".svc." + cluster.domain());
        all.add("svc." + cluster.domain());
        all.add(cluster.domain());
        all.addAll(searches);
        return new ResolverSettings(List.of(cluster.address()), all, List.of("ndots:5"));
    }

    private ResolverSettings with(PodDNSConfig own) {
        List<String> allServers = new ArrayList<>(nameservers);
        own.getNameservers().stream()
                .filter(server -> !allServers.contains(server))
                .forEach(allServers::add);
        List<String> allSearches = new ArrayList<>(searches);
        own.getSearches().stream()
                .filter(search -> !allSearches.contains(search))
                .forEach(allSearches::add);
        List<String> allOptions = new ArrayList<>(options);
        for (PodDNSConfigOption option : own.getOptions()) {
            String prefix = option.getName() + ":";
            allOptions.removeIf(
                    known -> known.equals(option.getName()) || known.startsWith(prefix));
            allOptions.add(
                    option.getValue() == null ? option.getName() : prefix + option.getValue());
        }
        return new ResolverSettings(
                allServers.subList(0, Math.min(MOST_NAMESERVERS, allServers.size())),
                allSearches,
                allOptions);
    }

    /// As a `resolv.conf`.
    String asFile() {
        StringBuilder file = new StringBuilder();
        if (!searches.isEmpty()) {
            file.append("search ").append(String.join(" ", searches)).append('\n');
        }
        nameservers.forEach(server -> file.append("nameserver ").append(server).append('\n'));
        if (!options.isEmpty()) {
            file.append("options ").append(String.join(" ", options)).append('\n');
        }
        return file.toString();
    }
}
