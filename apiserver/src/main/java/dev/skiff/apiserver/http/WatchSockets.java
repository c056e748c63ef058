package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/// Lets clients have a watch as a WebSocket: fabric8 asks for it first.
final class WatchSockets {
    private final Server server;
    private final Executor executor;
    private final OpenAnswers open;

    WatchSockets(Server server, Executor executor, OpenAnswers open) {
        this.server = server;
        this.executor = executor;
        this.open = open;
    }

    static boolean asksFor(Request request) {
        HttpField upgrade = request.getHeaders().getField(HttpHeader.UPGRADE);
        return upgrade != null
                && upgrade.contains("websocket")
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    }

    /// Answers with the handshake, and with the watch after it. A handshake that is none is
    /// refused.
    void open(ApiResponse.Watch watch, Exchange exchange) {
        WebSocketComponents components =
                WebSocketServerComponents.ensureWebSocketComponents(server);
        WatchSocket socket = new WatchSocket(watch, executor, open);
        Request.addCompletionListener(
                exchange.request(), failure -> closeUnlessOpened(watch, failure));
        try {
            if (!upgrade(components, socket, exchange)) {
                watch.stream().close();
                exchange.response().setStatus(HttpStatus.BAD_REQUEST_400);
                exchange.callback().succeeded();
            }
        } catch (RuntimeException e) {
            watch.stream().close();
            throw e;
        }
    }

    private static boolean upgrade(
            WebSocketComponents components, WatchSocket socket, Exchange exchange) {
        return new WebSocketMappings(components)
                .upgrade(
                        new Negotiator(socket),
                        new WithoutQuery(exchange.request()),
                        exchange.response(),
                        exchange.callback(),
                        _ -> {});
    }

    private static void closeUnlessOpened(ApiResponse.Watch watch, @Nullable Throwable failure) {
        if (failure != null) {
            watch.stream().close();
        }
    }

    /// The query has been read; the handshake would stumble over one that is malformed.
    private static final class WithoutQuery extends Request.Wrapper {
        private final HttpURI uri;

        private WithoutQuery(Request request) {
            super(request);
            uri = HttpURI.build(request.getHttpURI()).query(null);
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }
    }

    private record Negotiator(WatchSocket socket) implements WebSocketNegotiator {
        @Override
        public WatchSocket negotiate(
                ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            return socket;
        }
    }
}
