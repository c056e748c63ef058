package dev.skiff.bench.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/// A process that serves HTTPS, on the same machine.
///
/// @param headers what every request carries, such as the token
record Server(Process process, int port, SSLContext tls, String headers) {
    private static final long TICKS_PER_SECOND = 100;
    private static final int FIELDS_BEFORE_TIMES = 11;

    List<WireConnection> connect(int count) throws IOException {
        List<WireConnection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(connect());
        }
        return open;
    }

    WireConnection connect() throws IOException {
        return new WireConnection(tls, port);
    }

    byte[] get(String target) {
        return WireConnection.request("GET", target, headers, new byte[0]);
    }

    byte[] get(String target, String moreHeaders) {
        return WireConnection.request("GET", target, headers + moreHeaders, new byte[0]);
    }

    byte[] send(String method, String target, byte[] body) {
        return WireConnection.request(method, target, headers, body);
    }

    /// User and system time so far.
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks =
                Long.parseLong(fields[FIELDS_BEFORE_TIMES])
                        + Long.parseLong(fields[FIELDS_BEFORE_TIMES + 1]);
        return (double) ticks / TICKS_PER_SECOND;
    }

    double residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }
}
