package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Puts an [ApiResponse] on the wire.
final class ResponseWriter {
    /// Below this, compressing costs more than sending.
    private static final int GZIP_FROM_BYTES = 128 * 1024;

    private static final int STREAM_BUFFER_BYTES = 8 * 1024;

    private final Executor executor;
    private final OpenAnswers open;

    ResponseWriter(Executor executor, OpenAnswers open) {
        this.executor = executor;
        this.open = open;
    }

    /// Completes `callback` when everything is written; of a watch or stream that may be much
    /// later.
    void write(ApiResponse answer, Parameters requestHeaders, Exchange exchange) {
        putHead(answer, exchange.response());
        switch (answer) {
            case ApiResponse.Full full -> writeFull(full, requestHeaders, exchange);
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
        HttpFields.Mutable headers = exchange.response().getHeaders();
        byte[] body = full.body();
        if (body.length > GZIP_FROM_BYTES
                && acceptsGzip(requestHeaders)
                && !headers.contains(HttpHeader.CONTENT_ENCODING)) {
            body = gzip(body);
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            headers.add(HttpHeader.VARY, "Accept-Encoding");
        }
        if (exchange.request().getMethod().equals("HEAD")) {
            headers.put(HttpHeader.CONTENT_LENGTH, body.length);
            exchange.response().write(true, ByteBuffer.allocate(0), exchange.callback());
        } else {
            exchange.response().write(true, ByteBuffer.wrap(body), exchange.callback());
        }
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

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, STREAM_BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
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
