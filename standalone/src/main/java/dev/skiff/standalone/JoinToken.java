package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// What lets a machine join: a secret for the server, and the hash of the server's authority, by
/// which the machine knows that it talks to the right one before it shows the secret.
record JoinToken(String authorityHash, String secret) {
    private static final String FORM = "[A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]{16,}";

    static JoinToken of(X509Certificate authority, String secret) {
        return new JoinToken(hash(authority), secret);
    }

    /// @throws UsageException if it is none
    static JoinToken parse(String text) {
        if (!text.matches(FORM)) {
            throw new UsageException(
                    "--token is not a join token; \"skiff server\" prints it and keeps it in $SKIFF_HOME/token");
        }
        int dot = text.indexOf('.');
        return new JoinToken(text.substring(0, dot), text.substring(dot + 1));
    }

    boolean isOf(X509Certificate authority) {
        return MessageDigest.isEqual(
                authorityHash.getBytes(StandardCharsets.US_ASCII),
                hash(authority).getBytes(StandardCharsets.US_ASCII));
    }

    String text() {
        return authorityHash + "." + secret;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "JoinToken[" + authorityHash + "]";
    }

    private static String hash(X509Certificate authority) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(authority.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot hash a certificate", e);
        }
    }
}
