package dev.skiff.apiserver.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what is not even HTTP, as Kubernetes does: in a line of text, without a Status.
final class MalformedRequests extends ErrorHandler {
    private static final HttpField PLAIN =
            new HttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            String message,
            Throwable cause,
            Callback callback) {
        response.getHeaders().put(PLAIN);
        response.write(true, line(code), callback);
    }

    private static ByteBuffer line(int code) {
        return StandardCharsets.UTF_8.encode(code + " " + HttpStatus.getMessage(code));
    }
}
