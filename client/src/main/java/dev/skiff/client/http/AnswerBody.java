package dev.skiff.client.http;

import dev.skiff.api.request.ApiRequest;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;

/// The body of an answer: taken in whole, or left open.
sealed interface AnswerBody {
    record Whole(byte[] bytes) implements AnswerBody {}

    record Frames(InputStream body) implements AnswerBody {}

    record Bytes(InputStream body) implements AnswerBody {}

    /// A call that failed is always answered whole.
    static BodyHandler<AnswerBody> handlerFor(ApiRequest request) {
        return info -> {
            if (info.statusCode() == 200 && isWatch(request)) {
                return BodySubscribers.mapping(BodySubscribers.ofInputStream(), Frames::new);
            }
            if (info.statusCode() == 200 && isLog(request)) {
                return BodySubscribers.mapping(BodySubscribers.ofInputStream(), Bytes::new);
            }
            return BodySubscribers.mapping(BodySubscribers.ofByteArray(), Whole::new);
        };
    }

    private static boolean isWatch(ApiRequest request) {
        String watch = request.query().firstOrEmpty("watch");
        return request.method().equals("GET") && (watch.equals("true") || watch.equals("1"));
    }

    private static boolean isLog(ApiRequest request) {
        return request.method().equals("GET") && request.path().endsWith("/log");
    }
}
