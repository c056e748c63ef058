package dev.skiff.apiserver.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What this machine is called.
public final class HostNames {
    private static final List<String> CONTAINER_INTERFACES =
            List.of("docker", "br-", "veth", "skiff-", "cni", "virbr");
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private HostNames() {}

    /// The names and addresses under which clients on this machine, in its pods and near it may
    /// reach an API server.
    ///
    /// @param serviceAddress the address of the Service `kubernetes`
    public static List<String> ofApiServer(String serviceAddress) {
        TreeSet<String> addresses = new TreeSet<>(localAddresses());
        addresses.addAll(List.of("127.0.0.1", "0:0:0:0:0:0:0:1", serviceAddress));
        TreeSet<String> names =
                new TreeSet<>(
                        List.of(
                                "localhost",
                                "kubernetes",
                                "kubernetes.default",
                                "kubernetes.default.svc",
                                "kubernetes.default.svc.cluster.local"));
        names.add(hostName());
        List<String> all = new ArrayList<>(names);
        all.addAll(addresses);
        return List.copyOf(all);
    }

    /// The name of this machine, fit for a Node: lower case.
    public static String hostName() {
        try {
            // Asking the resolver for our own name can take seconds on a badly configured network.
            String name =
                    Files.isReadable(KERNEL_HOST_NAME)
                            ? Files.readString(KERNEL_HOST_NAME).strip()
                            : InetAddress.getLocalHost().getHostName();
            return name.toLowerCase(Locale.ROOT);
        } catch (IOException _) {
            return "localhost";
        }
    }

    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    /// Bridges of container engines come and go; a certificate need not change with them.
    private static boolean isOfContainers(String networkInterface) {
        return CONTAINER_INTERFACES.stream().anyMatch(networkInterface::startsWith);
    }

    private static List<String> localAddresses() {
        try {
            List<String> addresses = new ArrayList<>();
            for (NetworkInterface networkInterface :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (isOfContainers(networkInterface.getName())) {
                    continue;
                }
                for (InetAddress address : Collections.list(networkInterface.getInetAddresses())) {
                    if (!address.isLinkLocalAddress()) {
                        addresses.add(withoutZone(address.getHostAddress()));
                    }
                }
            }
            return addresses;
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot list this machine's addresses", e);
        }
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
