package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Puts an [ApiResponse] on the wire.
final class ResponseWriter {
    /// Below this, compressing costs more than sending.
    private static final int GZIP_FROM_BYTES = 128 * 1024;

    private final Executor executor;
    private final OpenAnswers open;
    private final WatchSockets sockets;

    ResponseWriter(Executor executor, OpenAnswers open, WatchSockets sockets) {
        this.executor = executor;
        this.open = open;
        this.sockets = sockets;
    }

    /// Completes `callback` when everything is written; of a watch or stream that may be much
    /// later.
    void write(ApiResponse answer, Parameters requestHeaders, Exchange exchange)
            throws IOException {
        if (answer instanceof ApiResponse.Watch watch && WatchSockets.asksFor(exchange.request())) {
            sockets.open(watch, exchange);
            return;
        }
        putHead(answer, exchange.response());
        switch (answer) {
            case ApiResponse.Full full -> writeFull(full, requestHeaders, exchange);
            case ApiResponse.InPieces list ->
                    PieceWriter.start(
                            list.pieces(), exchange, compresses(requestHeaders, exchange));
            case ApiResponse.Watch watch -> startWatch(watch, exchange);
            case ApiResponse.Streaming streaming -> copy(streaming, exchange);
        }
    }

    private static void putHead(ApiResponse answer, Response response) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        for (ApiResponse.Header header : answer.headers()) {
            headers.add(header.name(), header.value());
        }
        if (!headers.contains(HttpHeader.CACHE_CONTROL)) {
            headers.put(HttpHeader.CACHE_CONTROL, "no-cache, private");
        }
    }

    private static void writeFull(
            ApiResponse.Full full, Parameters requestHeaders, Exchange exchange) {
        byte[] body = full.body();
        if (body.length > GZIP_FROM_BYTES && compresses(requestHeaders, exchange)) {
            body = gzip(body);
        }
        if (exchange.request().getMethod().equals("HEAD")) {
            exchange.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            exchange.response().write(true, ByteBuffer.allocate(0), exchange.callback());
        } else {
            exchange.response().write(true, ByteBuffer.wrap(body), exchange.callback());
        }
    }

    /// Whether the body is to be compressed, which the headers then say.
    private static boolean compresses(Parameters requestHeaders, Exchange exchange) {
        HttpFields.Mutable headers = exchange.response().getHeaders();
        boolean compresses =
                acceptsGzip(requestHeaders) && !headers.contains(HttpHeader.CONTENT_ENCODING);
        if (compresses) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            headers.add(HttpHeader.VARY, "Accept-Encoding");
        }
        return compresses;
    }

    private static boolean acceptsGzip(Parameters requestHeaders) {
        return requestHeaders.all("Accept-Encoding").stream()
                .anyMatch(value -> value.contains("gzip"));
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 8);
        try (var out = new FastGzip(compressed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return compressed.toByteArray();
    }

    private void startWatch(ApiResponse.Watch watch, Exchange exchange) {
        WatchPump pump = new WatchPump(watch, exchange, executor);
        keep(pump, exchange);
        pump.start();
    }

    private void copy(ApiResponse.Streaming streaming, Exchange exchange) {
        StreamCopy copy = new StreamCopy(streaming.stream());
        keep(copy, exchange);
        // Jetty tells of a client that is gone only after its handler has returned.
        executor.execute(() -> copy.run(exchange));
    }

    private void keep(OpenAnswers.OpenAnswer answer, Exchange exchange) {
        open.add(answer);
        Request.addCompletionListener(exchange.request(), _ -> open.remove(answer));
    }
}
