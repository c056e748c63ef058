package dev.skiff.client.http;

import dev.skiff.api.codec.Pem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The client's side of TLS.
public final class ClientTls {
    private ClientTls() {}

    /// @throws dev.skiff.api.codec.PemException if a PEM text of `access` is malformed
    public static SSLContext contextFor(ServerAccess access) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(access), trust(access), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot set up TLS to " + access, e);
        }
    }

    private static KeyManager[] keys(ServerAccess access) {
        if (access.clientCertificate().isEmpty()) {
            return new KeyManager[0];
        }
        return new KeyManager[] {
            new OneKey(
                    Pem.privateKey(access.clientKey()),
                    Pem.certificates(access.clientCertificate()))
        };
    }

    /// Those the system trusts, if `access` names no authority.
    private static TrustManager @Nullable [] trust(ServerAccess access)
            throws GeneralSecurityException, IOException {
        if (access.authority().isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> authorities = Pem.certificates(access.authority());
        for (int at = 0; at < authorities.size(); at++) {
            store.setCertificateEntry("authority-" + at, authorities.get(at));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// Whatever the server asks for, there is one certificate to show.
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "client";

        private final PrivateKey key;
        private final List<X509Certificate> chain;

        OneKey(PrivateKey key, List<X509Certificate> chain) {
            this.key = key;
            this.chain = List.copyOf(chain);
        }

        @Override
        public String @Nullable [] getClientAliases(
                String keyType, Principal @Nullable [] issuers) {
            return isOfType(keyType) ? new String[] {ALIAS} : null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return List.of(keyTypes).stream().anyMatch(this::isOfType) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes,
                Principal @Nullable [] issuers,
                javax.net.ssl.@Nullable SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        private boolean isOfType(String keyType) {
            return key.getAlgorithm().equals(keyType);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
