package dev.skiff.standalone;

import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.pod.ResolverSettings;
import dev.skiff.apiserver.pki.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What this machine is, as an agent tells it.
final class Machine {
    /// Never sent anything: it only shows by which address this machine reaches others.
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 9);

    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private Machine() {}

    /// The address under which others reach this machine; the loopback address if it is alone.
    static String address() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE);
            InetAddress local = socket.getLocalAddress();
            return local.isAnyLocalAddress() ? "127.0.0.1" : local.getHostAddress();
        } catch (SocketException | UncheckedIOException _) {
            return "127.0.0.1";
        }
    }

    static ResolverSettings resolver() {
        return ResolverSettings.parse(linesOf(RESOLVER));
    }

    static NodeIdentity.MachineIds ids() {
        return new NodeIdentity.MachineIds(
                firstLineOf(Path.of("/etc/machine-id")),
                firstLineOf(Path.of("/sys/class/dmi/id/product_uuid")),
                firstLineOf(Path.of("/proc/sys/kernel/random/boot_id")));
    }

    /// How much the disk below that directory holds.
    static long diskBytes(Path directory) {
        PemFiles.createPrivateDirectory(directory);
        try {
            return Files.getFileStore(directory).getTotalSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot size the disk of " + directory, e);
        }
    }

    private static String firstLineOf(Path file) {
        List<String> lines = linesOf(file);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    /// None where the file cannot be read: other systems have no such file.
    private static List<String> linesOf(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }
}
