package dev.skiff.apiserver.registry.kinds.certificate;

import dev.skiff.api.codec.GoText;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;

/// What a signer may give as a certificate: one or more in PEM, and nothing else.
final class IssuedCertificate {
    private IssuedCertificate() {}

    /// @param field as it is in JSON: PEM in base64; empty: not issued yet
    static Optional<String> problem(String field) {
        if (field.isEmpty()) {
            return Optional.empty();
        }
        List<PemObject> blocks = PemText.blocks(field);
        if (blocks.isEmpty()) {
            return Optional.of("must contain at least one CERTIFICATE PEM block");
        }
        return blocks.stream()
                .map(IssuedCertificate::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(PemObject block) {
        if (!block.getType().equals("CERTIFICATE")) {
            return Optional.of(
                    "only CERTIFICATE PEM blocks are allowed, found "
                            + GoText.quote(block.getType()));
        }
        if (!block.getHeaders().isEmpty()) {
            return Optional.of("no PEM block headers are permitted");
        }
        if (block.getContent().length == 0) {
            return Optional.of("found CERTIFICATE PEM block containing 0 certificates");
        }
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(block.getContent()));
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("x509: malformed certificate");
        }
    }
}
