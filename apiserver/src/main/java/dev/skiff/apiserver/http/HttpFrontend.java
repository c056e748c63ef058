package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.apiserver.authentication.RequestAuthenticator;
import dev.skiff.apiserver.pki.ServerTls;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves an [ApiHandler] over HTTPS: HTTP/2 or HTTP/1.1 as the client prefers, on one port.
public final class HttpFrontend implements AutoCloseable {
    /// Open watches and logs are many and mostly silent: what each keeps must be little.
    private static final int OUTPUT_BUFFER_BYTES = 1024;

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(60);

    /// Room for as many warnings as there may be.
    private static final int MAX_ANSWER_HEAD_BYTES = 64 * 1024;

    private static final int MAX_STREAMS_PER_CONNECTION = 1000;

    private static final Logger log = LoggerFactory.getLogger(HttpFrontend.class);

    private final Server server;
    private final ServerConnector connector;
    private final GracefulHandler calls;
    private final OpenAnswers open;
    private final Duration stopTimeout;

    private HttpFrontend(
            Server server,
            ServerConnector connector,
            GracefulHandler calls,
            OpenAnswers open,
            Duration stopTimeout) {
        this.server = server;
        this.connector = connector;
        this.calls = calls;
        this.open = open;
        this.stopTimeout = stopTimeout;
    }

    /// Listens from the moment this returns.
    ///
    /// @param upgrades where clients may leave HTTP
    /// @throws BindException if the port is taken, or may not be had
    /// @throws IOException if it cannot listen for another reason
    public static HttpFrontend start(
            FrontendSettings settings,
            ServerTls tls,
            RequestAuthenticator authenticator,
            ApiHandler api,
            List<UpgradePoint> upgrades)
            throws IOException {
        VirtualThreadPool threads = new VirtualThreadPool();
        threads.setName("http");
        threads.setMaxConcurrentTasks(0);
        Server server = new Server(threads);
        ServerConnector connector =
                new ServerConnector(server, null, null, null, 1, 1, protocols(tls));
        connector.setHost(settings.host().isEmpty() ? null : settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        server.addConnector(connector);
        server.setErrorHandler(new MalformedRequests());
        OpenAnswers open = new OpenAnswers();
        GracefulHandler calls =
                new GracefulHandler(
                        new CallHandler(
                                authenticator,
                                api,
                                new InFlightLimit(settings.limits()),
                                new ResponseWriter(
                                        threads, open, new WatchSockets(server, threads, open)),
                                new Upgrades(upgrades, threads, open),
                                new BodyReader(settings.limits().bodyBytes(), BODY_PATIENCE)));
        server.setHandler(calls);
        HttpFrontend frontend =
                new HttpFrontend(server, connector, calls, open, settings.stopTimeout());
        try {
            server.start();
        } catch (Exception e) {
            frontend.close();
            throw asIoException(e);
        }
        return frontend;
    }

    /// The system's own words where it refuses the port.
    private static IOException asIoException(Exception e) {
        if (e.getCause() instanceof BindException refused) {
            return refused;
        }
        return e instanceof IOException io
                ? io
                : new IOException("the HTTP server does not start", e);
    }

    /// The port it listens on.
    public int port() {
        return connector.getLocalPort();
    }

    /// How many watches and followed logs are open.
    public int openAnswers() {
        return open.size();
    }

    /// Takes no new calls, ends watches and logs, waits a bounded time for the rest, and cuts off
    /// what is left then.
    @Override
    public void close() {
        connector.setAccepting(false);
        open.finishAll();
        try {
            if (server.isStarted()) {
                drain();
            }
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    /// Jetty's own wait would be for HTTP/2 sessions too, and never hears of the end of one whose
    /// client leaves at this moment. When the calls have been answered and the connections have
    /// gone, all of those have ended.
    private void drain() throws InterruptedException, ExecutionException {
        var _ = Graceful.shutdown(server);
        try {
            CompletableFuture.allOf(calls.shutdown(), connector.shutdown())
                    .get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.warn(
                    "calls took longer than {} to end: {} connections are cut off",
                    stopTimeout,
                    connector.getConnectedEndPoints().size());
        }
    }

    private static ConnectionFactory[] protocols(ServerTls tls) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(tls.context());
        ssl.setWantClientAuth(true);
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setMaxResponseHeaderSize(MAX_ANSWER_HEAD_BYTES);
        http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
        http.setOutputAggregationSize(OUTPUT_BUFFER_BYTES);
        // Who reaches the server under another name than its certificate has, through a tunnel or
        // a proxy, is for the client to accept or not.
        http.addCustomizer(new SecureRequestCustomizer(false));
        // Nothing here maps a path to a file; the router sees every path decoded once, and odd ones
        // are just not found.
        http.setUriCompliance(UriCompliance.UNSAFE);
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MAX_STREAMS_PER_CONNECTION);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return AbstractConnectionFactory.getFactories(ssl, alpn, http2, http1);
    }
}
