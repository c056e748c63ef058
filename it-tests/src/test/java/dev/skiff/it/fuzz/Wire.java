package dev.skiff.it.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One connection in HTTP/1.1 over TLS that sends whatever it is told to. Used by one thread.
final class Wire implements AutoCloseable {
    private static final int LISTENING_MILLIS = 15;
    private static final int MAX_LINE = 64 * 1024;

    private final SSLSocket socket;
    private final InputStream in;
    private final int limitMillis;
    private long deadline;

    /// @param limitMillis within which an answer has to be there
    Wire(SSLContext trust, int port, int limitMillis) throws IOException {
        this.limitMillis = limitMillis;
        socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(limitMillis);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// Says that nothing more comes, and still listens.
    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /// The next answer.
    ///
    /// @param hasNoBody whether it is one to HEAD
    /// @param goesOn whether it may have no end; then its beginning will do
    Answer receive(boolean hasNoBody, boolean goesOn) throws IOException {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        int status;
        Map<String, String> headers;
        do {
            status = status(line());
            headers = headers();
        } while (status == 100 || status == 103);
        if (hasNoBody || status == 204 || status == 304) {
            return new Answer(status, headers, new byte[0], true);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (status == 101 || goesOn && !headers.containsKey("content-length")) {
            return new Answer(status, headers, body.toByteArray(), beginning(headers, body));
        }
        body(headers, body);
        return new Answer(status, headers, plain(headers, body.toByteArray()), true);
    }

    private static byte[] plain(Map<String, String> headers, byte[] body) throws IOException {
        if (!headers.getOrDefault("content-encoding", "").equals("gzip")) {
            return body;
        }
        try (GZIPInputStream whole = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return whole.readAllBytes();
        }
    }

    /// An answer that goes on, to the piece in which these words come.
    Answer receiveUntil(String words) throws IOException {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        int status = status(line());
        Map<String, String> headers = headers();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (status != 200) {
            body(headers, body);
            return new Answer(status, headers, body.toByteArray(), true);
        }
        for (int seen = 0; !has(body, words, seen); checkTime()) {
            seen = Math.max(0, body.size() - words.length());
            if (!isChunked(headers)) {
                copySome(body);
                continue;
            }
            if (body.size() > 0) {
                line(); // the end of a chunk comes with the next one
            }
            copy(chunkSize(), body);
        }
        return new Answer(status, headers, body.toByteArray(), false);
    }

    private static boolean has(ByteArrayOutputStream body, String words, int from) {
        return body.toString(StandardCharsets.ISO_8859_1).indexOf(words, from) >= 0;
    }

    private void copySome(ByteArrayOutputStream to) throws IOException {
        byte[] piece = new byte[16 * 1024];
        int read = in.read(piece);
        if (read < 0) {
            throw new EOFException("the answer ends early");
        }
        to.write(piece, 0, read);
    }

    /// All that still comes, until the other side closes.
    byte[] receiveAll() throws IOException {
        return in.readAllBytes();
    }

    /// Whether it came to its end while we listened.
    private boolean beginning(Map<String, String> headers, ByteArrayOutputStream body)
            throws IOException {
        socket.setSoTimeout(LISTENING_MILLIS);
        try {
            body(headers, body);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } finally {
            socket.setSoTimeout(limitMillis);
        }
    }

    private void body(Map<String, String> headers, ByteArrayOutputStream body) throws IOException {
        if (isChunked(headers)) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                copy(size, body);
                line();
            }
            line();
        } else if (headers.containsKey("content-length")) {
            copy(Integer.parseInt(headers.get("content-length")), body);
        } else {
            for (int next = in.read(); next >= 0; next = in.read()) {
                body.write(next);
            }
        }
    }

    private static boolean isChunked(Map<String, String> headers) {
        return headers.getOrDefault("transfer-encoding", "").contains("chunked");
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private void copy(int length, ByteArrayOutputStream to) throws IOException {
        int left = length;
        byte[] piece = new byte[16 * 1024];
        while (left > 0) {
            int read = in.read(piece, 0, Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the answer ends " + left + " bytes early");
            }
            to.write(piece, 0, read);
            left -= read;
            checkTime();
        }
    }

    private void checkTime() throws SocketTimeoutException {
        if (System.nanoTime() - deadline > 0) {
            throw new SocketTimeoutException("no whole answer within " + limitMillis + " ms");
        }
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new IOException("no status line: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("no header: " + line);
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + "\n" + second);
        }
        return headers;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after " + line.size() + " bytes of a line");
            }
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > MAX_LINE) {
                throw new IOException("a line without end");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
