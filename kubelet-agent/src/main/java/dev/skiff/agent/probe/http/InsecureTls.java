package dev.skiff.agent.probe.http;

import dev.skiff.agent.probe.Prober;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS that trusts anybody: a probe asks whether a container answers, not who it is. Made on first
/// use, since few probes need it.
final class InsecureTls {
    private @Nullable SSLSocketFactory factory;

    Socket over(Socket plain, Prober.HttpTarget target) throws IOException {
        return factory().createSocket(plain, target.host(), target.port(), true);
    }

    private synchronized SSLSocketFactory factory() throws IOException {
        SSLSocketFactory made = factory;
        if (made == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
                made = context.getSocketFactory();
                factory = made;
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not to be had", e);
            }
        }
        return made;
    }

    /// Checks nothing, on purpose.
    private static final class TrustsAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
