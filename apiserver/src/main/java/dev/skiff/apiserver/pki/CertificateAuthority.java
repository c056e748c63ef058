package dev.skiff.apiserver.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
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

/// Signs certificates with P-256 keys. The only class that needs BouncyCastle, so a start that
/// finds its certificates in place never loads it.
public final class CertificateAuthority {
    static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    static final Duration LIFETIME = Duration.ofDays(365);

    /// Certificates hold from a little before now: clocks of other machines may be behind.
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;

    private final Identity identity;
    private final InstantSource clock;
    private final SecureRandom random;

    public CertificateAuthority(Identity identity, InstantSource clock, SecureRandom random) {
        this.identity = identity;
        this.clock = clock;
        this.random = random;
    }

    /// Makes a new authority, signed by itself.
    public static CertificateAuthority create(
            String name, InstantSource clock, SecureRandom random) {
        try {
            KeyPair keys = newKeys(random);
            X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
            Instant now = clock.instant();
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
            X509Certificate certificate = sign(builder, keys.getPrivate());
            return new CertificateAuthority(
                    new Identity(keys.getPrivate(), List.of(certificate)), clock, random);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make the certificate authority " + name, e);
        }
    }

    public X509Certificate certificate() {
        return identity.certificate();
    }

    Identity identity() {
        return identity;
    }

    /// A new key and its certificate.
    public Identity issue(CertificateSpec spec) {
        try {
            KeyPair keys = newKeys(random);
            return new Identity(
                    keys.getPrivate(), List.of(certify(spec, keys.getPublic()), certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a certificate for " + spec, e);
        }
    }

    /// A certificate for a key that somebody else holds.
    public X509Certificate certify(CertificateSpec spec, PublicKey key) {
        try {
            return sign(describe(spec, key), identity.key());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot issue a certificate for " + spec, e);
        }
    }

    private X509v3CertificateBuilder describe(CertificateSpec spec, PublicKey key)
            throws GeneralSecurityException, IOException {
        Instant now = clock.instant();
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(LIFETIME)),
                        subject(spec),
                        key);
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
                extensions.createAuthorityKeyIdentifier(certificate().getPublicKey()));
        if (spec.isServer()) {
            GeneralName[] names =
                    spec.hosts().stream()
                            .map(CertificateAuthority::generalName)
                            .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return builder;
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

    private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        X509CertificateHolder holder = builder.build(signer);
        return new JcaX509CertificateConverter().getCertificate(holder);
    }
}
