package dev.skiff.apiserver.pki;

import dev.skiff.api.codec.PemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The certificates of one cluster, kept under one directory and made when first asked for: the
/// authority, the API server's, and clients'. Each is renewed when less than a third of its life
/// remains, or when it no longer says what it should. One owner at a time; not for several threads.
public final class ClusterPki {
    private static final int TOKEN_BYTES = 24;
    private static final String AUTHORITY = "ca.pem";

    private final Path directory;
    private final InstantSource clock;
    private final SecureRandom random;
    private final CertificateAuthority authority;

    private ClusterPki(
            Path directory,
            InstantSource clock,
            SecureRandom random,
            CertificateAuthority authority) {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
        this.authority = authority;
    }

    /// Opens the directory, making it and the authority where there is none.
    public static ClusterPki open(Path directory, InstantSource clock, SecureRandom random) {
        PemFiles.createPrivateDirectory(directory);
        Path file = directory.resolve(AUTHORITY);
        if (Files.exists(file)) {
            Identity known = PemFiles.readIdentity(file);
            return new ClusterPki(
                    directory, clock, random, new CertificateAuthority(known, clock, random));
        }
        CertificateAuthority created = CertificateAuthority.create("skiff-ca", clock, random);
        PemFiles.writeIdentity(file, created.identity());
        return new ClusterPki(directory, clock, random, created);
    }

    public CertificateAuthority authority() {
        return authority;
    }

    /// The identity kept under `name`, made or renewed if need be.
    public Identity identity(String name, CertificateSpec spec) {
        Path file = directory.resolve(name + ".pem");
        if (Files.exists(file)) {
            Identity known = PemFiles.readIdentity(file);
            if (isFresh(known.certificate(), clock.instant())
                    && isIssuedHere(known)
                    && says(known, spec)) {
                return known;
            }
        }
        Identity issued = authority.issue(spec);
        PemFiles.writeIdentity(file, issued);
        return issued;
    }

    /// The secret kept under `name`, made if need be.
    public String secret(String name) {
        Path file = directory.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        PemFiles.writePrivately(file, secret + "\n");
        return secret;
    }

    /// The key that signs tokens, kept under `name`, made if need be.
    public TokenKey tokenKey(String name) {
        Path file = directory.resolve(name + ".pem");
        try {
            if (Files.exists(file)) {
                return TokenKey.ofPem(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        TokenKey key = TokenKey.generate(random);
        PemFiles.writePrivately(file, key.toPem());
        return key;
    }

    static boolean isFresh(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return now.isBefore(end.minus(life.dividedBy(3)));
    }

    private boolean isIssuedHere(Identity known) {
        try {
            known.certificate().verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// Addresses come and go with networks; a server certificate that names more than it must is
    /// still good.
    private static boolean says(Identity known, CertificateSpec spec) {
        return hostsOf(known.certificate()).containsAll(spec.hosts());
    }

    private static Set<String> hostsOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            Set<String> hosts = new HashSet<>();
            if (names != null) {
                names.forEach(name -> hosts.add(String.valueOf(name.get(1))));
            }
            return hosts;
        } catch (CertificateParsingException e) {
            throw new PemException("malformed alternative names", e);
        }
    }
}
