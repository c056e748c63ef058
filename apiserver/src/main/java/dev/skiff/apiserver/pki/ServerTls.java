package dev.skiff.apiserver.pki;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The server's side of TLS. Its identity may be replaced while it serves; connections made later
/// see the new one.
///
/// It asks for a client certificate and lets any pass: whether it is one of ours is checked with
/// the request, so that a stranger gets an answer (401) instead of a broken handshake.
public final class ServerTls {
    private static final String ALIAS = "server";

    private final CurrentKey current;
    private final SSLContext context;

    /// @param clientAuthorities told to clients, who choose a certificate by them
    public ServerTls(Identity identity, List<X509Certificate> clientAuthorities) {
        current = new CurrentKey(identity);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {current},
                    new TrustManager[] {new AnyClient(clientAuthorities)},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot set up TLS", e);
        }
    }

    public SSLContext context() {
        return context;
    }

    public Identity identity() {
        return current.identity;
    }

    public void replaceIdentity(Identity renewed) {
        current.identity = renewed;
    }

    private static final class CurrentKey extends X509ExtendedKeyManager {
        private volatile Identity identity;

        CurrentKey(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            return hasKeyOf(keyType) ? new String[] {ALIAS} : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return hasKeyOf(keyType) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return hasKeyOf(keyType) ? ALIAS : null;
        }

        private boolean hasKeyOf(String keyType) {
            return identity.key().getAlgorithm().equals(keyType);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String @Nullable [] getClientAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }

    private static final class AnyClient extends X509ExtendedTrustManager {
        private final X509Certificate[] authorities;

        AnyClient(List<X509Certificate> authorities) {
            this.authorities = authorities.toArray(X509Certificate[]::new);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.clone();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("this side is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new IllegalStateException("this side is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new IllegalStateException("this side is the server");
        }
    }
}
