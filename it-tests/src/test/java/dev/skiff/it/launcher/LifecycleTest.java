package dev.skiff.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.it.cluster.Launcher;
import dev.skiff.it.cluster.SkiffProcess;
import dev.skiff.it.docker.RealEngine;
import dev.skiff.it.store.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A cluster that is up, seen through the commands about it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifecycleTest {
    private SkiffProcess skiff;
    private Launcher.Run start;

    @BeforeAll
    void start() {
        RealEngine.require();
        skiff = SkiffProcess.create();
        start = skiff.up("--nodes", "2");
    }

    @AfterAll
    void delete() {
        if (skiff != null) {
            skiff.close();
        }
    }

    @Test
    void up_tells_how_long_it_took_and_what_to_try() {
        assertThat(start.err()).isEmpty();
        assertThat(start.out())
                .matches(
                        """
                        (?s)API server on port %d
                        2 nodes Ready in [0-9.]+ s \\(JVM [0-9.]+, store [0-9.]+, API [0-9.]+, nodes [0-9.]+\\)
                        .*"""
                                .formatted(skiff.port()))
                .endsWith(
                        """

                          examples/image/make && kubectl --context skiff-home apply -f examples/hello
                          kubectl --context skiff-home rollout status deployment/hello
                          curl "http://$(kubectl --context skiff-home get pods -l app=hello -o jsonpath={.items[0].status.podIP}):8080/"
                        """);
    }

    @Test
    void a_second_up_says_so_and_changes_nothing() {
        long pid = skiff.pid();

        Launcher.Run second = skiff.up("--nodes", "5");

        assertThat(second.out())
                .isEqualTo(
                        """
                        skiff is up already (process %d): "skiff status" shows it, "skiff down" stops it.
                        """
                                .formatted(pid));
        assertThat(skiff.pid()).isEqualTo(pid);
    }

    @Test
    void a_server_refuses_a_home_in_use() {
        assertThat(skiff.run("server", "--port", "0").failed(1).err())
                .isEqualTo(
                        "skiff: %s is in use by process %d. Stop that one (skiff down), or set SKIFF_HOME to another directory.%n"
                                .formatted(skiff.home(), skiff.pid()));
    }

    @Test
    void status_shows_process_server_and_nodes() {
        assertThat(skiff.run("status").succeeded().out())
                .isEqualTo(
                        """
                        process     %1$d, log %2$s/logs/skiff.log
                        API server  https://127.0.0.1:%3$d, ready
                        kubeconfig  %2$s/kubeconfig, context skiff-home
                        node        skiff-1 Ready
                        node        skiff-2 Ready
                        """
                                .formatted(skiff.pid(), skiff.home(), skiff.port()));
    }

    @Test
    void logs_shows_the_log_of_the_process() throws IOException {
        Launcher.Run logs = skiff.run("logs").succeeded();

        assertThat(logs.out()).contains("node skiff-1 is registered");
        assertThat(Files.readString(skiff.log())).startsWith(logs.out());
    }

    @Test
    void version_names_skiff_and_java() {
        assertThat(skiff.run("version").succeeded().out())
                .matches("skiff v1\\.36\\.\\d+\\+skiff\njava 2[5-9].*\n");
    }

    @Test
    void only_the_owner_may_read_what_is_kept() throws IOException {
        try (Stream<Path> all = Files.walk(skiff.home())) {
            for (Path path : all.toList()) {
                String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void the_certificate_in_the_kubeconfig_is_an_administrators() {
        try (HttpTransport admin = new HttpTransport(skiff.access())) {
            assertThat(admin.send(get(Kinds.SECRET.collectionPath("kube-system"))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void curl_reaches_the_server_with_what_the_kubeconfig_holds() throws IOException {
        Program.require("curl");
        ServerAccess access = skiff.access();
        Path authority = pem("authority", access.authority());
        Path certificate = pem("certificate", access.clientCertificate());
        Path key = pem("key", access.clientKey());
        Path answer = skiff.scratch().resolve("answer.json");

        Program.run(
                List.of(
                        "curl",
                        "-sSf",
                        "--cacert",
                        authority.toString(),
                        "--cert",
                        certificate.toString(),
                        "--key",
                        key.toString(),
                        "-o",
                        answer.toString(),
                        access.server() + "/api/v1/nodes/skiff-2"));

        assertThat(Json.readOwn(Files.readAllBytes(answer)).path("metadata").path("name").asText())
                .isEqualTo("skiff-2");
    }

    @Test
    void without_a_certificate_there_is_health_and_version_only() {
        ServerAccess nobody =
                ServerAccess.withToken(skiff.access().server(), skiff.access().authority(), "");
        try (HttpTransport anonymous = new HttpTransport(nobody)) {
            assertThat(anonymous.send(get("/healthz")).status()).isEqualTo(200);
            assertThat(anonymous.send(get("/version")).status()).isEqualTo(200);
            ApiResponse refused = anonymous.send(get("/api/v1/nodes"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(new String(((ApiResponse.Full) refused).body(), StandardCharsets.UTF_8))
                    .contains(
                            "nodes is forbidden: User \\\"system:anonymous\\\" cannot list resource \\\"nodes\\\" in API group \\\"\\\" at the cluster scope");
        }
    }

    @Test
    void the_users_own_kubeconfig_has_the_context() throws IOException {
        List<String> lines = Files.readAllLines(skiff.scratch().resolve("kubeconfig"));

        assertThat(lines.stream().filter(line -> line.matches("current-context:.*| +server:.*")))
                .containsExactly(
                        "    server: https://127.0.0.1:" + skiff.port(),
                        "current-context: skiff-home");
    }

    private Path pem(String name, String text) throws IOException {
        return Files.writeString(skiff.scratch().resolve(name + ".pem"), text);
    }

    private static ApiRequest get(String path) {
        return ApiRequest.get(path, Map.of(), UserInfo.ANONYMOUS);
    }
}
