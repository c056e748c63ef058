package dev.skiff.client.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Looks at the certificates a server presents, before there is any reason to trust it. Nothing is
/// said to it.
public final class PresentedChain {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private PresentedChain() {}

    /// The server's certificates, its own first.
    ///
    /// @throws IOException if it is not reached
    public static List<X509Certificate> of(URI server) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker()}, null);
            int port = server.getPort() < 0 ? 443 : server.getPort();
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
                int patience = (int) PATIENCE.toMillis();
                socket.connect(new InetSocketAddress(server.getHost(), port), patience);
                socket.setSoTimeout(patience);
                socket.startHandshake();
                return Stream.of(socket.getSession().getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toList();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot set up TLS", e);
        }
    }

    /// Believes anything. That it is no `X509ExtendedTrustManager` matters not: without an endpoint
    /// to identify, the platform adds only its refusal of broken algorithms.
    private static final class Onlooker implements X509TrustManager {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("this side is the client");
        }
    }
}
