package dev.skiff.apiserver.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPkiTest {
    private static final CertificateSpec SERVER =
            CertificateSpec.server("server", List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));

    @TempDir private Path home;
    private Path directory;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;

    @BeforeEach
    void chooseDirectory() {
        directory = home.resolve("deep").resolve("pki");
    }

    private ClusterPki open() {
        return ClusterPki.open(directory, clock, new SecureRandom());
    }

    @Test
    void certificates_are_made_once_and_then_kept() {
        Identity first = open().identity("server", SERVER);

        Identity second = open().identity("server", SERVER);

        assertThat(second.chain()).isEqualTo(first.chain());
        assertThat(second.key()).isEqualTo(first.key());
    }

    @Test
    void a_server_certificate_names_its_hosts_and_a_client_certificate_its_user_and_groups()
            throws Exception {
        ClusterPki pki = open();

        Identity server = pki.identity("server", SERVER);
        Identity admin = pki.identity("admin", CertificateSpec.client("ada", "system:masters"));

        assertThat(server.certificate().getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(admin.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=ada,O=system:masters");
        server.certificate().verify(pki.authority().certificate().getPublicKey());
        admin.certificate().verify(pki.authority().certificate().getPublicKey());
        assertThat(server.chain())
                .containsExactly(server.certificate(), pki.authority().certificate());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "240, true", "245, false", "400, false"})
    void a_certificate_is_renewed_when_less_than_a_third_of_its_life_remains(
            int daysLater, boolean kept) {
        Identity first = open().identity("server", SERVER);
        now.updateAndGet(then -> then.plus(Duration.ofDays(daysLater)));

        Identity later = open().identity("server", SERVER);

        assertThat(later.certificate().equals(first.certificate())).isEqualTo(kept);
    }

    @Test
    void a_server_certificate_is_made_anew_only_when_a_name_is_missing() {
        Identity first = open().identity("server", SERVER);

        Identity fewer =
                open().identity("server", CertificateSpec.server("server", List.of("localhost")));
        Identity more =
                open().identity(
                                "server",
                                CertificateSpec.server("server", List.of("localhost", "10.0.0.7")));

        assertThat(fewer.certificate()).isEqualTo(first.certificate());
        assertThat(more.certificate()).isNotEqualTo(first.certificate());
    }

    @Test
    void a_new_authority_makes_old_certificates_void() throws IOException {
        Identity first = open().identity("admin", CertificateSpec.client("ada"));
        Files.delete(directory.resolve("ca.pem"));

        assertThat(open().identity("admin", CertificateSpec.client("ada")).certificate())
                .isNotEqualTo(first.certificate());
    }

    @Test
    void a_secret_is_made_once_and_has_192_bits() {
        String secret = open().secret("token");

        assertThat(open().secret("token")).isEqualTo(secret).hasSize(32);
        assertThat(open().secret("other")).isNotEqualTo(secret);
    }

    @Test
    void only_the_owner_may_read() throws IOException {
        ClusterPki pki = open();
        pki.identity("server", SERVER);
        pki.secret("token");

        for (String file : List.of("ca.pem", "server.pem", "token")) {
            assertThat(mode(directory.resolve(file))).as(file).isEqualTo("rw-------");
        }
        assertThat(mode(directory)).isEqualTo("rwx------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
