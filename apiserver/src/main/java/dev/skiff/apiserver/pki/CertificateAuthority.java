package dev.skiff.apiserver.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.List;

/// Issues certificates with P-256 keys.
public final class CertificateAuthority {
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
        KeyPair keys = newKeys(random);
        X509Certificate certificate =
                CertificateSigner.ofAuthority(name, keys, clock.instant(), random);
        return new CertificateAuthority(
                new Identity(keys.getPrivate(), List.of(certificate)), clock, random);
    }

    public X509Certificate certificate() {
        return identity.certificate();
    }

    Identity identity() {
        return identity;
    }

    /// A new key and its certificate.
    public Identity issue(CertificateSpec spec) {
        KeyPair keys = newKeys(random);
        return new Identity(
                keys.getPrivate(), List.of(certify(spec, keys.getPublic()), certificate()));
    }

    /// A certificate for a key that somebody else holds.
    public X509Certificate certify(CertificateSpec spec, PublicKey key) {
        return CertificateSigner.certify(spec, key, identity, clock.instant(), random);
    }

    private static KeyPair newKeys(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no EC keys", e);
        }
    }
}
