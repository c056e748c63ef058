package dev.skiff.apiserver.registry.kinds.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;

/// The request that somebody has signed for a certificate: PKCS#10 in PEM.
public final class CertificateRequest {
    private final JcaPKCS10CertificationRequest request;

    private CertificateRequest(JcaPKCS10CertificationRequest request) {
        this.request = request;
    }

    /// What a text turned out to be.
    public sealed interface Reading {
        record Read(CertificateRequest request) implements Reading {}

        /// @param why in upstream's words as far as they are known
        record Malformed(String why) implements Reading {}
    }

    /// @param field as it is in JSON: PEM in base64
    public static Reading read(String field) {
        Optional<PemObject> block = PemText.blocks(field).stream().findFirst();
        if (block.filter(b -> b.getType().equals("CERTIFICATE REQUEST")).isEmpty()) {
            return new Reading.Malformed("PEM block type must be CERTIFICATE REQUEST");
        }
        try {
            return new Reading.Read(
                    new CertificateRequest(
                            new JcaPKCS10CertificationRequest(block.get().getContent())));
        } catch (IOException | RuntimeException e) {
            return new Reading.Malformed("asn1: structure error: malformed certificate request");
        }
    }

    /// What is wrong with its signature, if anything.
    public Optional<String> signatureProblem() {
        try {
            PublicKey key = request.getPublicKey();
            boolean isValid =
                    request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
            return isValid ? Optional.empty() : Optional.of(failure(key));
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            return Optional.of("x509: cannot verify signature: algorithm unimplemented");
        }
    }

    private static String failure(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "crypto/rsa: verification error";
            case "EC" -> "x509: ECDSA verification failure";
            default -> "x509: Ed25519 verification failure";
        };
    }

    /// The organizations of its subject, which become groups.
    public List<String> organizations() {
        RDN[] organizations = request.getSubject().getRDNs(BCStyle.O);
        return Arrays.stream(organizations)
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(BCStyle.O))
                .map(attribute -> IETFUtils.valueToString(attribute.getValue()))
                .toList();
    }
}
