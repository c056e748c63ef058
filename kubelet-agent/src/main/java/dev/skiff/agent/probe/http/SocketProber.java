package dev.skiff.agent.probe.http;

import dev.skiff.agent.probe.ProbeAnswer;
import dev.skiff.agent.probe.Prober;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Probes over sockets of its own: a probe is one short exchange, for which an HTTP client with
/// pools and threads is too much. Certificates are not checked, as Kubernetes has it.
public final class SocketProber implements Prober {
    private static final int REDIRECTS_FOLLOWED = 10;
    private static final int HEAD_LIMIT_BYTES = 16 * 1024;

    private final InsecureTls tls = new InsecureTls();

    /// The head of an answer.
    private record Head(int status, Optional<String> location) {}

    @Override
    public ProbeAnswer tcp(String host, int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            return new ProbeAnswer.Success();
        } catch (IOException e) {
            return new ProbeAnswer.Failure(dialFailure(host, port, e));
        }
    }

    @Override
    public ProbeAnswer http(HttpTarget target, Duration timeout) {
        HttpTarget current = target;
        for (int i = 0; i <= REDIRECTS_FOLLOWED; i++) {
            Head head;
            try {
                head = get(current, timeout);
            } catch (IOException e) {
                return new ProbeAnswer.Failure(
                        "Get \"" + current.url() + "\": " + words(current, e));
            }
            Optional<HttpTarget> next = redirect(current, head);
            if (next.isEmpty()) {
                return judge(head.status());
            }
            current = next.get();
        }
        return new ProbeAnswer.Failure(
                "Get \""
                        + current.url()
                        + "\": stopped after "
                        + REDIRECTS_FOLLOWED
                        + " redirects");
    }

    private static ProbeAnswer judge(int status) {
        return status >= 200 && status < 400
                ? new ProbeAnswer.Success()
                : new ProbeAnswer.Failure("HTTP probe failed with statuscode: " + status);
    }

    /// Redirects are followed on the same host only; one that leads elsewhere is a success.
    private static Optional<HttpTarget> redirect(HttpTarget from, Head head) {
        if (head.status() < 300 || head.status() >= 400 || head.location().isEmpty()) {
            return Optional.empty();
        }
        URI to = URI.create(from.url()).resolve(head.location().get());
        if (to.getHost() == null || !to.getHost().equals(from.host())) {
            return Optional.empty();
        }
        int usual = to.getScheme().equals("https") ? 443 : 80;
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        return Optional.of(
                new HttpTarget(
                        to.getScheme(),
                        to.getHost(),
                        to.getPort() < 0 ? usual : to.getPort(),
                        to.getRawPath() + query,
                        from.headers()));
    }

    private Head get(HttpTarget target, Duration timeout) throws IOException {
        int timeoutMillis = (int) timeout.toMillis();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(target.host(), target.port()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            try (Socket socket =
                    target.scheme().equals("https") ? tls.over(plain, target) : plain) {
                socket.getOutputStream().write(request(target).getBytes(StandardCharsets.UTF_8));
                return readHead(socket.getInputStream());
            }
        }
    }

    private static String request(HttpTarget target) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", target.host() + ":" + target.port());
        headers.put("User-Agent", "kube-probe/1.36");
        headers.put("Accept", "*/*");
        headers.put("Connection", "close");
        target.headers()
                .forEach(
                        (name, value) -> {
                            headers.keySet().removeIf(name::equalsIgnoreCase);
                            headers.put(name, value);
                        });
        String path = target.path().startsWith("/") ? target.path() : "/" + target.path();
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private static Head readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int left = HEAD_LIMIT_BYTES;
        String line = readLine(in, left);
        while (!line.isEmpty()) {
            lines.add(line);
            left -= line.length();
            line = readLine(in, left);
        }
        String[] status = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/")) {
            throw new IOException("malformed HTTP response");
        }
        return new Head(Integer.parseInt(status[1]), location(lines));
    }

    private static Optional<String> location(List<String> lines) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
                .map(line -> line.substring("location:".length()).strip())
                .findFirst();
    }

    private static String readLine(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new IOException("EOF");
            }
            if (line.size() > limit) {
                throw new IOException("head of the response is too long");
            }
            if (next != '\r') {
                line.write(next);
            }
            next = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static String words(HttpTarget target, IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
        }
        return e instanceof ConnectException
                ? dialFailure(target.host(), target.port(), e)
                : String.valueOf(e.getMessage());
    }

    private static String dialFailure(String host, int port, IOException e) {
        String message = String.valueOf(e.getMessage());
        String words =
                message.startsWith("Connection refused") ? "connect: connection refused" : message;
        return "dial tcp "
                + host
                + ":"
                + port
                + ": "
                + (e instanceof SocketTimeoutException ? "i/o timeout" : words);
    }
}
