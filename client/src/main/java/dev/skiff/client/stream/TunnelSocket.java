package dev.skiff.client.stream;

import dev.skiff.api.tunnel.FrameConnection;
import dev.skiff.client.http.ClientTls;
import dev.skiff.client.http.ServerAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Opens connections to a server and leaves HTTP on them.
final class TunnelSocket {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /// The other side says that it is alive several times as often.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int MOST_HEAD_BYTES = 8 * 1024;
    private static final String PATH = "/skiff/tunnel";
    private static final String PROTOCOL = "skiff-tunnel";

    private final ServerAccess access;
    private final SSLContext tls;

    TunnelSocket(ServerAccess access) {
        this.access = access;
        this.tls = ClientTls.contextFor(access);
    }

    FrameConnection connect() throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket();
        try {
            String host = access.server().getHost();
            int port = access.server().getPort() < 0 ? 443 : access.server().getPort();
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT_PATIENCE.toMillis());
            socket.setSoTimeout((int) SILENCE.toMillis());
            socket.setTcpNoDelay(true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            socket.setSSLParameters(parameters);
            leaveHttp(socket, host);
            return new FrameConnection(socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void leaveHttp(SSLSocket socket, String host) throws IOException {
        String authorization =
                access.token().isEmpty() ? "" : "Authorization: Bearer " + access.token() + "\r\n";
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: %s\r\n%s\r\n"
                        .formatted(PATH, host, PROTOCOL, authorization);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        String status = readHead(socket.getInputStream()).lines().findFirst().orElse("");
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new IOException("the server refuses the tunnel: " + status);
        }
    }

    /// Byte by byte: what follows the head belongs to the other protocol.
    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() > MOST_HEAD_BYTES) {
                throw new IOException("the server does not answer in HTTP");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
