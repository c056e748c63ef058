package dev.skiff.bench.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One HTTP/1.1 connection over TLS that stays open. It does as little as a client can, since it
/// takes its time from the same cores as the server. For one thread.
final class WireConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket plain = new Socket();
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    WireConnection(SSLContext tls, int port) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        plain.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port, true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// A request as it goes over the wire.
    static byte[] request(String method, String target, String headers, byte[] body) {
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + headers
                        + (body.length == 0 ? "" : "Content-Type: application/json\r\n")
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[ascii.length + body.length];
        System.arraycopy(ascii, 0, whole, 0, ascii.length);
        System.arraycopy(body, 0, whole, ascii.length, body.length);
        return whole;
    }

    /// Sends a request and reads the answer to its end.
    ///
    /// @return how many bytes the body had
    /// @throws IOException if the answer has another status than `expected`
    long exchange(byte[] request, int expected) throws IOException {
        long[] bytes = new long[1];
        exchange(request, expected, (_, _, length) -> bytes[0] += length);
        return bytes[0];
    }

    /// The same, with the body handed on piece by piece.
    void exchange(byte[] request, int expected, Sink sink) throws IOException {
        long length = begin(request, expected);
        if (length >= 0) {
            readExactly(length, sink);
        } else {
            readChunks(sink);
        }
    }

    /// Sends a request and reads the head of its answer.
    ///
    /// @return the length of the body; -1: it comes in chunks
    long begin(byte[] request, int expected) throws IOException {
        out.write(request);
        return readHead(expected);
    }

    /// Takes pieces of a body as they come.
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int from, int length) throws IOException;
    }

    private long readHead(int expected) throws IOException {
        String status = readLine();
        long length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            } else if (line.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                length = -1;
            }
        }
        if (!status.startsWith("HTTP/1.1 " + expected)) {
            byte[] body = new byte[(int) Math.max(0, Math.min(length, 500))];
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) read();
            }
            throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return length;
    }

    private void readExactly(long length, Sink sink) throws IOException {
        for (long left = length; left > 0; ) {
            fill();
            int taken = (int) Math.min(left, end - at);
            sink.accept(buffer, at, taken);
            at += taken;
            left -= taken;
        }
    }

    private void readChunks(Sink sink) throws IOException {
        while (true) {
            long length = Long.parseLong(readLine(), 16);
            readExactly(length, sink);
            readLine();
            if (length == 0) {
                return;
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private int read() throws IOException {
        fill();
        return buffer[at++];
    }

    private void fill() throws IOException {
        if (at < end) {
            return;
        }
        at = 0;
        end = in.read(buffer, 0, buffer.length);
        if (end < 0) {
            end = 0;
            throw new EOFException("the server closed the connection");
        }
    }

    /// At once, also under a reader.
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
