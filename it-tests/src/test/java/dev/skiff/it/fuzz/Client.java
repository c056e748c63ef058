package dev.skiff.it.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Sends requests over one connection for as long as the server keeps it. Used by one thread.
final class Client implements AutoCloseable {
    private final FuzzedServer server;
    private @Nullable Wire wire;
    private long slowestMillis;
    private Optional<FuzzRequest> slowest = Optional.empty();

    Client(FuzzedServer server) {
        this.server = server;
    }

    /// @throws IOException if there is no answer, or none in time
    Answer send(FuzzRequest request) throws IOException {
        long begin = System.nanoTime();
        boolean isFresh = wire == null;
        try {
            return exchange(request);
        } catch (EOFException | SocketException | SSLException e) {
            close();
            if (isFresh) {
                throw e;
            }
            return exchange(request); // the server had closed it meanwhile
        } finally {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (millis > slowestMillis) {
                slowestMillis = millis;
                slowest = Optional.of(request);
            }
        }
    }

    private Answer exchange(FuzzRequest request) throws IOException {
        Wire connection = connection();
        boolean isKept = false;
        try {
            connection.send(request.wire(server.host(), FuzzedServer.TOKEN));
            Answer answer = connection.receive(request.method().equals("HEAD"), request.mayGoOn());
            isKept =
                    answer.isWhole()
                            && answer.status() != 101
                            && !answer.headers().getOrDefault("connection", "").contains("close")
                            && !request.header("Connection").orElse("").contains("close");
            return answer;
        } finally {
            if (!isKept) {
                close();
            }
        }
    }

    /// A watch, to the piece of its answer in which these words come.
    Answer watch(FuzzRequest request, String words) throws IOException {
        try (Wire own = server.connect()) {
            own.send(request.wire(server.host(), FuzzedServer.TOKEN));
            return own.receiveUntil(words);
        }
    }

    /// Sends bytes that need not be a request, and nothing after them.
    ///
    /// @return all that came back until the server closed the connection
    String sendJunk(byte[] bytes) throws IOException {
        try (Wire own = server.connect()) {
            try {
                own.send(bytes);
                own.endSending();
                return new String(own.receiveAll(), StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (SocketException | SSLException _) {
                return ""; // closed in the middle, as is its right
            }
        }
    }

    private Wire connection() throws IOException {
        Wire open = wire;
        if (open == null) {
            open = server.connect();
            wire = open;
        }
        return open;
    }

    /// What took longest.
    String slowest() {
        return slowestMillis
                + " ms: "
                + slowest.map(request -> request.method() + " " + request.target()).orElse("");
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
