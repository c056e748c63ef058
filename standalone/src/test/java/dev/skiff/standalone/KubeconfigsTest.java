package dev.skiff.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigsTest {
    private static final String OTHERS =
            """
            apiVersion: v1
            kind: Config
            current-context: work
            clusters:
            - name: work
              cluster: {server: https://work}
            users:
            - name: me
              user: {token: abc}
            contexts:
            - name: work
              context: {cluster: work, user: me}
            preferences: {colors: true}
            """;

    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.create("ca", InstantSource.system(), new SecureRandom());
    private static final Identity ADMIN = AUTHORITY.issue(CertificateSpec.client("admin"));

    @TempDir private Path directory;

    private Path ours(String server) throws IOException {
        return Files.writeString(
                directory.resolve("ours"), Kubeconfigs.text("skiff", server, "PEM", ADMIN));
    }

    @Test
    void a_first_kubeconfig_is_made_with_our_context_current() throws IOException {
        Path file = directory.resolve("deep").resolve("config");

        Kubeconfigs.merge(ours("https://one"), file);

        assertThat(Files.readString(file))
                .contains("current-context: skiff", "server: https://one", "name: skiff");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_context_that_is_set_stays_and_so_does_everything_else() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), OTHERS);

        Kubeconfigs.merge(ours("https://one"), file);
        Kubeconfigs.merge(ours("https://two"), file);

        assertThat(Files.readString(file))
                .contains("current-context: work", "https://work", "token: abc", "colors: true")
                .contains("https://two")
                .doesNotContain("https://one");
    }

    @Test
    void nothing_is_written_when_all_is_there_already() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), OTHERS);
        Kubeconfigs.merge(ours("https://one"), file);
        FileTime before = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, before);

        Kubeconfigs.merge(ours("https://one"), file);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    }

    @Test
    void removing_leaves_what_is_not_ours() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), OTHERS);
        Kubeconfigs.merge(ours("https://one"), file);

        Kubeconfigs.remove("skiff", file);

        assertThat(Files.readString(file))
                .contains("current-context: work", "https://work", "token: abc")
                .doesNotContain("skiff");
    }

    @Test
    void the_users_file_is_found_as_kubectl_finds_it() throws IOException {
        Path there = Files.createFile(directory.resolve("b"));
        Path missing = directory.resolve("a");

        assertThat(Kubeconfigs.ofUser(Map.of("KUBECONFIG", missing + ":" + there)))
                .isEqualTo(there);
        assertThat(Kubeconfigs.ofUser(Map.of("KUBECONFIG", missing.toString()))).isEqualTo(missing);
        assertThat(Kubeconfigs.ofUser(Map.of())).endsWithRaw(Path.of(".kube", "config"));
    }
}
