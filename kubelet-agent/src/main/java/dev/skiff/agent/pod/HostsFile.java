package dev.skiff.agent.pod;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;

/// A pod's `/etc/hosts` and host name.
final class HostsFile {
    private static final int LONGEST_HOSTNAME = 63;

    private HostsFile() {}

    static String hostname(Pod pod) {
        String wanted =
                Objects.requireNonNullElse(
                        pod.getSpec().getHostname(), pod.getMetadata().getName());
        String cut =
                wanted.length() <= LONGEST_HOSTNAME
                        ? wanted
                        : wanted.substring(0, LONGEST_HOSTNAME);
        return cut.replaceFirst("[-.]+$", "");
    }

    static String content(Pod pod, String address) {
        StringBuilder file =
                new StringBuilder(
                        """
                        # Kubernetes-managed hosts file.
                        127.0.0.1\tlocalhost
                        ::1\tlocalhost ip6-localhost ip6-loopback
                        fe00::0\tip6-localnet
                        fe00::0\tip6-mcastprefix
                        fe00::1\tip6-allnodes
                        fe00::2\tip6-allrouters
                        """);
        file.append(address).append('\t');
        String subdomain = pod.getSpec().getSubdomain();
        if (subdomain != null && !subdomain.isEmpty()) {
            file.append(hostname(pod))
                    .append('.')
                    .append(subdomain)
                    .append('.')
                    .append(pod.getMetadata().getNamespace())
                    .append(".svc.cluster.local\t");
        }
        file.append(hostname(pod)).append('\n');
        if (!pod.getSpec().getHostAliases().isEmpty()) {
            file.append("\n# Entries added by HostAliases.\n");
        }
        for (HostAlias alias : pod.getSpec().getHostAliases()) {
            file.append(alias.getIp())
                    .append('\t')
                    .append(String.join("\t", alias.getHostnames()))
                    .append('\n');
        }
        return file.toString();
    }
}
