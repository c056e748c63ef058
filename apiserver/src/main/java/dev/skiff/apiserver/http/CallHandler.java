package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.authentication.Authentication;
import dev.skiff.apiserver.authentication.Impersonation;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request from head to answer: who calls, is there room, the body, the call.
final class CallHandler extends Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(CallHandler.class);
    private static final byte[] NO_BODY = {};

    private final RequestAuthenticator authenticator;
    private final ApiHandler api;
    private final InFlightLimit inFlight;
    private final ResponseWriter writer;
    private final Upgrades upgrades;
    private final BodyReader bodies;

    CallHandler(
            RequestAuthenticator authenticator,
            ApiHandler api,
            InFlightLimit inFlight,
            ResponseWriter writer,
            Upgrades upgrades,
            BodyReader bodies) {
        this.authenticator = authenticator;
        this.api = api;
        this.inFlight = inFlight;
        this.writer = writer;
        this.upgrades = upgrades;
        this.bodies = bodies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Parameters headers = headers(request);
        Exchange exchange = new Exchange(request, response, callback);
        try {
            serve(exchange, headers);
        } catch (IOException e) {
            log.debug("{} broke off: {}", request, e.toString());
            callback.failed(e);
        }
        return true;
    }

    private void serve(Exchange exchange, Parameters headers) throws IOException {
        Request request = exchange.request();
        try {
            ApiRequest head = head(request, headers);
            if (headers.first("Upgrade").isPresent() && upgrades.tryUpgrade(head, exchange)) {
                return;
            }
            Optional<Lane.Place> place = inFlight.enter(head.user(), request.getMethod());
            if (place.isEmpty()) {
                refuse(tooMany(), headers, exchange);
            } else {
                call(head, exchange, place.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (ApiException e) {
            refuse(failure(e.status()), headers, exchange);
        }
    }

    /// Answers when the body has been read: a body that is left lying resets an HTTP/2 stream, and
    /// the client may see that before the answer, or is the end of an HTTP/1.1 connection, and the
    /// client is told, lest it send its next call into one that is closing.
    private void refuse(ApiResponse answer, Parameters headers, Exchange exchange)
            throws IOException {
        boolean isOwnConnection =
                exchange.request().getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2;
        if (!bodies.drain(exchange.request()) && isOwnConnection) {
            exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        writer.write(answer, headers, exchange);
    }

    /// The call without its body, which is read only for those who may go on.
    private ApiRequest head(Request request, Parameters headers) {
        ApiRequest head =
                new ApiRequest(
                        request.getMethod(),
                        path(request),
                        RequestTarget.query(request.getHttpURI().getQuery()),
                        headers,
                        NO_BODY,
                        caller(request, headers));
        return head.withUser(Impersonation.effectiveUser(head));
    }

    /// The place is held until the answer is through; that of an answer which stays open only until
    /// it is under way.
    private void call(ApiRequest head, Exchange exchange, Lane.Place place) throws IOException {
        boolean isHeld = false;
        try {
            ApiRequest call =
                    new ApiRequest(
                            head.method(),
                            head.path(),
                            head.query(),
                            head.headers(),
                            bodies.read(exchange.request()),
                            head.user());
            ApiResponse answer = api.handle(call);
            isHeld = !staysOpen(answer);
            if (isHeld) {
                Request.addCompletionListener(exchange.request(), _ -> place.leave());
            }
            writer.write(answer, head.headers(), exchange);
        } finally {
            if (!isHeld) {
                place.leave();
            }
        }
    }

    private static boolean staysOpen(ApiResponse answer) {
        return switch (answer) {
            case ApiResponse.Watch _, ApiResponse.Streaming _ -> true;
            case ApiResponse.Full _, ApiResponse.InPieces _ -> false;
        };
    }

    private UserInfo caller(Request request, Parameters headers) {
        return switch (authenticator.authenticate(clientChain(request), headers)) {
            case Authentication.Identified(UserInfo user) -> user;
            case Authentication.Refused(String why) -> {
                log.info("refused {}: {}", Request.getRemoteAddr(request), why);
                throw new ApiException(Status.failure(401, "Unauthorized", "Unauthorized"));
            }
            case Authentication.Absent() -> UserInfo.ANONYMOUS;
        };
    }

    private static List<X509Certificate> clientChain(Request request) {
        EndPoint.SslSessionData session =
                request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        X509Certificate[] chain = session == null ? null : session.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    private static Parameters headers(Request request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.computeIfAbsent(field.getLowerCaseName(), _ -> new ArrayList<>(1)).add(value);
        }
        return Parameters.headers(headers);
    }

    private static String path(Request request) {
        String raw = request.getHttpURI().getPath();
        try {
            return raw == null || raw.isEmpty() ? "/" : RequestTarget.path(raw);
        } catch (IllegalArgumentException _) {
            throw ApiException.badRequest("malformed escape in path " + raw);
        }
    }

    private static ApiResponse tooMany() {
        return failure(
                Status.failure(429, "TooManyRequests", "too many requests, please try again later")
                        .withRetryAfter(1));
    }

    private static ApiResponse failure(Status status) {
        ApiResponse.Full answer = ApiResponse.json(status.code(), status.toJson());
        if (status.retryAfterSeconds() == 0) {
            return answer;
        }
        List<ApiResponse.Header> headers = new ArrayList<>(answer.headers());
        headers.add(
                new ApiResponse.Header(
                        "Retry-After", Integer.toString(status.retryAfterSeconds())));
        return new ApiResponse.Full(answer.status(), headers, answer.body());
    }
}
