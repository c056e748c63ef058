package dev.skiff.api.codec;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Keys and certificates as PEM text.
public final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    public static String encode(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate does not encode", e);
        }
    }

    /// One block per certificate, in order.
    public static String encode(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(certificate -> text.append(encode(certificate)));
        return text.toString();
    }

    public static String encode(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// Reads the certificates of a PEM text, in order; other blocks are passed over.
    ///
    /// @throws PemException if there is none, or one is malformed
    public static List<X509Certificate> certificates(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (byte[] encoded : bodies(pem, "CERTIFICATE")) {
                var in = new ByteArrayInputStream(encoded);
                certificates.add((X509Certificate) factory.generateCertificate(in));
            }
            return certificates;
        } catch (CertificateException e) {
            throw new PemException("malformed certificate: " + e.getMessage(), e);
        }
    }

    /// Reads an unencrypted PKCS#8 key of an elliptic curve or RSA.
    ///
    /// @throws PemException if it is malformed
    public static PrivateKey privateKey(String pem) {
        var spec = new PKCS8EncodedKeySpec(bodies(pem, "PRIVATE KEY").getFirst());
        try {
            return KeyFactory.getInstance("EC").generatePrivate(spec);
        } catch (GeneralSecurityException notElliptic) {
            try {
                return KeyFactory.getInstance("RSA").generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                e.addSuppressed(notElliptic);
                throw new PemException("neither an EC nor an RSA key", e);
            }
        }
    }

    /// What stands between the BEGIN and END lines of each block with this label, decoded.
    ///
    /// @throws PemException if there is no such block, or one is malformed
    public static List<byte[]> bodies(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> bodies = new ArrayList<>();
        for (int at = pem.indexOf(begin); at >= 0; at = pem.indexOf(begin, at)) {
            int from = at + begin.length();
            at = pem.indexOf(end, from);
            if (at < 0) {
                throw new PemException("a " + label + " without its END line in the PEM text");
            }
            bodies.add(decode(pem.substring(from, at), label));
        }
        if (bodies.isEmpty()) {
            throw new PemException("no " + label + " in the PEM text");
        }
        return bodies;
    }

    private static byte[] decode(String text, String label) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new PemException("a " + label + " is not base64", e);
        }
    }

    /// One block with its BEGIN and END lines.
    public static String block(String label, byte[] encoded) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + LINES.encodeToString(encoded)
                + "\n-----END "
                + label
                + "-----\n";
    }
}
