package dev.skiff.apiserver.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// HTTP/1.1 by hand, for what no client library would send.
final class RawHttp {
    private RawHttp() {}

    record Answer(int status, String body) {}

    static Answer get(TestCluster cluster, String target) throws IOException {
        try (Socket socket = connect(cluster)) {
            send(
                    socket,
                    "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int bodyAt = answer.indexOf("\r\n\r\n") + 4;
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(bodyAt));
        }
    }

    static Socket connect(TestCluster cluster) throws IOException {
        return cluster.clientTls(Optional.empty())
                .getSocketFactory()
                .createSocket("127.0.0.1", cluster.frontend().port());
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
