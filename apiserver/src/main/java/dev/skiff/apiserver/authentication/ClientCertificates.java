package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.UserInfo;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Client certificates as users: the common name is the user, the organizations are its groups. A
/// certificate must lead to one of our authorities, hold now, and be meant for clients.
/// Thread-safe.
public final class ClientCertificates {
    /// Checking a chain costs a few signature verifications; a client keeps its certificate for
    /// thousands of calls.
    private static final int REMEMBERED = 1024;

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String CREDENTIAL = "authentication.kubernetes.io/credential-id";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final Set<TrustAnchor> anchors;
    private final InstantSource clock;
    private final Map<X509Certificate, Authentication> remembered =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<X509Certificate, Authentication> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    public ClientCertificates(List<X509Certificate> authorities, InstantSource clock) {
        this.anchors =
                authorities.stream()
                        .map(ca -> new TrustAnchor(ca, null))
                        .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /// @param chain as the client sent it, its own certificate first; may be empty
    public Authentication authenticate(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return new Authentication.Absent();
        }
        X509Certificate leaf = chain.getFirst();
        Instant now = clock.instant();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return new Authentication.Refused(
                    "certificate of " + leaf.getSubjectX500Principal() + " has expired");
        }
        Authentication known = remembered.get(leaf);
        if (known != null) {
            return known;
        }
        Authentication checked = check(chain, now);
        if (checked instanceof Authentication.Identified) {
            remembered.put(leaf, checked);
        }
        return checked;
    }

    private Authentication check(List<X509Certificate> chain, Instant now) {
        X509Certificate leaf = chain.getFirst();
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null
                    && !purposes.contains(CLIENT_AUTH)
                    && !purposes.contains(ANY_PURPOSE)) {
                return new Authentication.Refused(
                        "certificate of "
                                + leaf.getSubjectX500Principal()
                                + " is not meant for clients");
            }
            validate(chain, now);
            return identify(leaf.getSubjectX500Principal(), leaf.getEncoded());
        } catch (CertificateParsingException | NamingException e) {
            return new Authentication.Refused("malformed client certificate: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return new Authentication.Refused(
                    "certificate of "
                            + leaf.getSubjectX500Principal()
                            + " is not trusted: "
                            + e.getMessage());
        }
    }

    private void validate(List<X509Certificate> chain, Instant now)
            throws GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (isAuthority(certificate)) {
                break;
            }
            path.add(certificate);
        }
        if (anchors.isEmpty()) {
            throw new GeneralSecurityException("no authority is configured");
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    private boolean isAuthority(X509Certificate certificate) {
        return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
    }

    private static Authentication identify(X500Principal subject, byte[] certificate)
            throws NamingException, NoSuchAlgorithmException {
        String user = "";
        List<String> groups = new ArrayList<>();
        List<Rdn> parts = new LdapName(subject.getName(X500Principal.RFC2253)).getRdns();
        for (Rdn part : parts) {
            for (Object name : values(part, "CN")) {
                user = name.toString();
            }
            for (Object organization : values(part, "O")) {
                groups.add(organization.toString());
            }
        }
        if (user.isEmpty()) {
            return new Authentication.Absent();
        }
        groups.add(UserInfo.AUTHENTICATED_GROUP);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
        Map<String, List<String>> extra =
                Map.of(CREDENTIAL, List.of("X509SHA256=" + HexFormat.of().formatHex(hash)));
        return new Authentication.Identified(new UserInfo(user, "", groups, extra));
    }

    private static List<?> values(Rdn part, String type) throws NamingException {
        var attribute = part.toAttributes().get(type);
        return attribute == null ? List.of() : Collections.list(attribute.getAll());
    }
}
