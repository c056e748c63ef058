package dev.skiff.apiserver.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Writes and signs certificates. Needs BouncyCastle, whose classes take long to load: a start that
/// finds its certificates in place never comes here.
final class CertificateSigner {
    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    private static final Duration LIFETIME = Duration.ofDays(365);

    /// Certificates hold from a little before now: clocks of other machines may be behind.
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;

    private CertificateSigner() {}

    /// The certificate of a new authority, signed by itself.
    static X509Certificate ofAuthority(
            String name, KeyPair keys, Instant now, SecureRandom random) {
        try {
            X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(AUTHORITY_LIFETIME)),
                            subject,
                            keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return sign(builder, keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make the certificate authority " + name, e);
        }
    }

    /// A certificate of an authority for somebody's key.
    static X509Certificate certify(
            CertificateSpec spec,
            PublicKey key,
            Identity authority,
            Instant now,
            SecureRandom random) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer(authority),
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(LIFETIME)),
                            subject(spec),
                            key);
            describe(builder, spec, authority);
            return sign(builder, authority.key());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot issue a certificate for " + spec, e);
        }
    }

    private static void describe(
            X509v3CertificateBuilder builder, CertificateSpec spec, Identity authority)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                        spec.isServer()
                                ? KeyPurposeId.id_kp_serverAuth
                                : KeyPurposeId.id_kp_clientAuth));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
        if (spec.isServer()) {
            GeneralName[] names =
                    spec.hosts().stream()
                            .map(CertificateSigner::generalName)
                            .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
    }

    private static X500Name issuer(Identity authority) {
        return X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
    }

    private static X500Name subject(CertificateSpec spec) {
        X500NameBuilder name = new X500NameBuilder();
        spec.organizations().forEach(organization -> name.addRDN(BCStyle.O, organization));
        return name.addRDN(BCStyle.CN, spec.commonName()).build();
    }

    private static GeneralName generalName(String host) {
        return new GeneralName(
                HostNames.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        X509CertificateHolder holder = builder.build(signer);
        return new JcaX509CertificateConverter().getCertificate(holder);
    }
}
