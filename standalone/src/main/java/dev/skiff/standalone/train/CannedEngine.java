package dev.skiff.standalone.train;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers on a socket as an engine without containers does, always the same.
public final class CannedEngine implements AutoCloseable {
    private static final String INFO =
            """
            {"ServerVersion":"20.10.24","NCPU":2,"MemTotal":8589934592,"Architecture":"x86_64",\
            "OSType":"linux","OperatingSystem":"Linux","KernelVersion":"6.1",\
            "DockerRootDir":"/var/lib/docker","CgroupVersion":"2"}""";

    /// What a path that contains the text is answered with; the first that fits counts.
    private static final List<Route> ROUTES =
            List.of(
                    new Route("GET", "/_ping", 200, "OK"),
                    new Route("GET", "/info", 200, INFO),
                    new Route("GET", "/networks", 200, "[]"),
                    new Route("POST", "/networks/create", 201, "{\"Id\":\"n1\",\"Warning\":\"\"}"),
                    new Route("GET", "/containers/json", 200, "[]"),
                    new Route("GET", "/images/", 200, "{\"Id\":\"sha256:1\",\"Config\":{}}"),
                    new Route("POST", "/images/create", 200, "{\"status\":\"done\"}\n"),
                    new Route("GET", "/volumes", 200, "{\"Volumes\":[]}"),
                    new Route("POST", "/volumes/create", 201, "{\"Name\":\"v1\"}"));

    private record Route(String method, String part, int status, String body) {}

    private final ServerSocketChannel listener;
    private final Path socket;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    private CannedEngine(ServerSocketChannel listener, Path socket) {
        this.listener = listener;
        this.socket = socket;
    }

    public static CannedEngine start(Path socket) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        CannedEngine engine = new CannedEngine(listener, socket);
        Thread.ofVirtual().name("canned-engine").start(engine::accept);
        return engine;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (ClosedChannelException _) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException("the canned engine broke", e);
        }
    }

    private static void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
            OutputStream out = Channels.newOutputStream(connection);
            for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
                in.skipNBytes(bodyLength(in));
                String[] words = line.split(" ");
                if (words[1].contains("/events")) {
                    out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                } else {
                    out.write(bytes(answer(words[0], words[1])));
                }
                out.flush();
                if (words[2].equals("HTTP/1.0")) {
                    return;
                }
            }
        } catch (IOException _) {
            // The other side is gone, as it will be at the end.
            return;
        }
    }

    private static String answer(String method, String target) {
        Route route =
                ROUTES.stream()
                        .filter(known -> known.method().equals(method))
                        .filter(known -> target.contains(known.part()))
                        .findFirst()
                        .orElse(new Route(method, "", 404, "{\"message\":\"not canned\"}"));
        return "HTTP/1.1 %d Canned\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(route.status(), route.body().length(), route.body());
    }

    /// Reads the headers and answers how long the body is.
    private static long bodyLength(InputStream in) throws IOException {
        long length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        return length;
    }

    /// Without the line's end; empty at the end of the stream too.
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(socket);
    }
}
