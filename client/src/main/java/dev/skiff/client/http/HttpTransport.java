package dev.skiff.client.http;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.client.Transport;
import dev.skiff.client.UnreachableException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends calls to one server over HTTPS, HTTP/2 where the server speaks it. Calls and watches share
/// a connection.
public final class HttpTransport implements Transport, AutoCloseable {
    /// What the HTTP client and we set ourselves.
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "authorization");

    private final ServerAccess access;
    private final HttpTimeouts timeouts;
    private final ExecutorService threads;
    private final HttpClient client;
    private final SilenceGuard silence;

    /// @throws dev.skiff.api.codec.PemException if a PEM text of `access` is malformed
    public HttpTransport(ServerAccess access) {
        this(access, HttpTimeouts.USUAL);
    }

    HttpTransport(ServerAccess access, HttpTimeouts timeouts) {
        this.access = access;
        this.timeouts = timeouts;
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
        this.client =
                HttpClient.newBuilder()
                        .sslContext(ClientTls.contextFor(access))
                        .connectTimeout(timeouts.connect())
                        .executor(threads)
                        .build();
        this.silence = new SilenceGuard(timeouts.silence());
    }

    @Override
    public ApiResponse send(ApiRequest request) {
        HttpResponse<AnswerBody> answer = await(request);
        List<ApiResponse.Header> headers = new ArrayList<>();
        answer.headers()
                .map()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value -> headers.add(new ApiResponse.Header(name, value))));
        return switch (answer.body()) {
            case AnswerBody.Whole(var bytes) ->
                    new ApiResponse.Full(answer.statusCode(), headers, bytes);
            case AnswerBody.Bytes(var body) ->
                    new ApiResponse.Streaming(
                            answer.statusCode(), headers, new HttpByteStream(body));
            case AnswerBody.Frames frames -> watch(request, headers, frames);
        };
    }

    private ApiResponse watch(
            ApiRequest request, List<ApiResponse.Header> headers, AnswerBody.Frames frames) {
        HttpWatchStream stream =
                new HttpWatchStream(request.path(), frames.body(), silence::remove);
        silence.add(stream);
        stream.start();
        return new ApiResponse.Watch(headers, stream, WatchFrame::encode);
    }

    private HttpResponse<AnswerBody> await(ApiRequest request) {
        CompletableFuture<HttpResponse<AnswerBody>> answer =
                client.sendAsync(httpRequest(request), AnswerBody.handlerFor(request));
        try {
            return answer.get(timeouts.call().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for " + what(request), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnreachableException(
                    "no answer within %s to %s".formatted(timeouts.call(), what(request)), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UnreachableException(
                    "no answer to %s: %s".formatted(what(request), cause), cause);
        }
    }

    private String what(ApiRequest request) {
        return request.method() + " " + access + request.path();
    }

    private HttpRequest httpRequest(ApiRequest request) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(RequestUri.of(access.server(), request))
                        .method(
                                request.method(),
                                request.body().length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(request.body()));
        request.headers()
                .asMap()
                .forEach(
                        (name, values) -> {
                            if (!OWN_HEADERS.contains(name)) {
                                values.forEach(value -> builder.header(name, value));
                            }
                        });
        if (!access.token().isEmpty()) {
            builder.header("Authorization", "Bearer " + access.token());
        }
        return builder.build();
    }

    /// Ends what is under way; open watches end.
    @Override
    public void close() {
        silence.close();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
