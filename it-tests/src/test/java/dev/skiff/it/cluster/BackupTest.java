package dev.skiff.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.it.store.EtcdServer;
import dev.skiff.it.store.Program;
import dev.skiff.standalone.OwnAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster is saved and made again, as users do it: what it held is all there, clients go on with
/// what they have, and no crash leaves something between the old and the new.
final class BackupTest {
    private static final int WRITERS = 4;
    private static final int KILLS = Integer.getInteger("skiff.restore.kills", 4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SAVED = Pattern.compile("saved (\\d+) objects at revision (\\d+)");
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final List<String> COLLECTIONS =
            List.of(
                    "/apis/apps/v1/namespaces/default/deployments",
                    "/apis/apps/v1/namespaces/default/replicasets",
                    "/api/v1/namespaces/default/pods",
                    "/api/v1/namespaces/default/services",
                    "/api/v1/namespaces/default/serviceaccounts",
                    CONFIG_MAPS,
                    "/api/v1/namespaces");

    private SkiffProcess skiff;
    private Path file;

    @BeforeEach
    void chooseHome() {
        skiff = SkiffProcess.create();
        file = skiff.scratch().resolve("cluster.backup.gz");
    }

    @AfterEach
    void deleteCluster() {
        if (skiff != null) {
            skiff.close();
        }
    }

    @Test
    void a_cluster_that_was_deleted_is_made_again_as_of_the_backup() throws Exception {
        Map<String, Long> acknowledged;
        String token;
        long revision;
        try (ServedHome server = ServedHome.started(skiff, "server")) {
            server.api().create(Files.readString(hello()));
            await().atMost(PATIENCE).until(() -> server.api().pods("hello").size() == 3);
            token = token(server.api());
            ConfigMapWriters writers =
                    ConfigMapWriters.start(
                            "note", Stream.generate(skiff::connect).limit(WRITERS).toList());
            writers.awaitAcknowledged(100);

            revision = revision(skiff.run("backup", file.toString()).succeeded());

            assertThat(skiff.run("restore", file.toString()).failed(1).err())
                    .matches("skiff: \\S+ is in use by process \\d+\\. Stop that one .*\\n");
            // Each took a revision, so the last of these are of later ones than the backup.
            writers.awaitAcknowledged(Math.toIntExact(revision) + 100);
            server.kill();
            acknowledged = writers.finish();
        }
        Path kubeconfig = skiff.scratch().resolve("kubeconfig.old");
        Files.copy(skiff.kubeconfig(), kubeconfig);
        Map<String, String> saved = contents(file);
        skiff.run("delete").succeeded();

        skiff.run("restore", file.toString()).succeeded();

        try (ServedHome server = ServedHome.started(skiff, "server")) {
            assertThat(names(acknowledged, revision)).isEqualTo(notes(server.api()));
            assertThat(server.api().pods("hello")).hasSize(3);
            assertThat(userOf(kubeconfig, token))
                    .isEqualTo("system:serviceaccount:default:default");
            assertThat(saved).containsKeys("/registry/apps/deployments/default/hello");
            assertThat(expired(server.api(), revision)).isEqualTo(410);
            assertThat(newRevision(server.api())).isGreaterThan(revision + 1_000_000_000L);
        }
    }

    @Test
    void a_cluster_moves_between_stores_and_nothing_changes(@TempDir Path directory)
            throws IOException {
        Program.require("etcd");
        Path again = file.resolveSibling("again.gz");
        try (EtcdServer etcd = new EtcdServer(directory)) {
            etcd.start();
            String[] onEtcd = {"--datastore", etcd.datastore() + "/moved"};
            Map<String, JsonNode> before;
            try (ServedHome server = ServedHome.started(skiff, "apiserver")) {
                server.api().create(Files.readString(hello()));
                before = objects(server.api());
            }
            skiff.run("backup", file.toString()).succeeded();

            skiff.run("restore", file.toString(), onEtcd[0], onEtcd[1]).succeeded();
            skiff.run("backup", again.toString(), onEtcd[0], onEtcd[1]).succeeded();
            assertThat(contents(again)).isEqualTo(contents(file)).isNotEmpty();
            try (ServedHome server = ServedHome.started(skiff, "apiserver", onEtcd)) {
                assertThat(objects(server.api())).isEqualTo(before);
            }
            assertThat(skiff.run("restore", file.toString(), onEtcd[0], onEtcd[1]).failed(1).err())
                    .matches("skiff: etcd://\\S+/moved holds \\d+ objects already: .*\\n");

            skiff.run("backup", "--force", again.toString(), onEtcd[0], onEtcd[1]).succeeded();
            skiff.run("restore", "--force", again.toString()).succeeded();
            skiff.run("backup", "--force", file.toString()).succeeded();
            assertThat(contents(file)).isEqualTo(contents(again));
            try (ServedHome server = ServedHome.started(skiff, "apiserver")) {
                assertThat(objects(server.api())).isEqualTo(before);
            }
        }
    }

    @Test
    void a_restore_that_is_killed_leaves_the_old_cluster_or_the_new_one() throws Exception {
        Path other = file.resolveSibling("other.gz");
        Path seen = file.resolveSibling("seen.gz");
        try (ServedHome server = ServedHome.started(skiff, "apiserver")) {
            skiff.run("backup", file.toString()).succeeded();
            server.api().create(Files.readString(hello()));
            skiff.run("backup", other.toString()).succeeded();
        }
        long begin = System.nanoTime();
        skiff.run("restore", "--force", file.toString()).succeeded();
        long nanos = System.nanoTime() - begin;
        List<Map<String, String>> both = List.of(contents(file), contents(other));
        Random random = new Random();

        for (int n = 0; n < KILLS; n++) {
            Path next = n % 2 == 0 ? other : file;
            Process restore =
                    skiff.launcher()
                            .start(
                                    skiff.scratch().resolve("restore.log"),
                                    "restore",
                                    "--force",
                                    next.toString());
            restore.waitFor(nanos / 2 + random.nextLong(nanos / 2 + 1), TimeUnit.NANOSECONDS);
            restore.destroyForcibly().waitFor();
            skiff.run("backup", "--force", seen.toString()).succeeded();

            assertThat(contents(seen)).isIn(both);
        }
    }

    private static Path hello() throws IOException {
        try (Stream<Path> files = Files.list(Launcher.repository("examples/hello"))) {
            return files.filter(path -> path.toString().endsWith(".yaml"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long revision(Launcher.Run run) {
        Matcher saved = SAVED.matcher(run.out());
        assertThat(saved.find()).as(run.out()).isTrue();
        return Long.parseLong(saved.group(2));
    }

    /// Those that were acknowledged up to a revision.
    private static List<String> names(Map<String, Long> acknowledged, long revision) {
        assertThat(acknowledged.values()).anyMatch(at -> at > revision);
        return acknowledged.entrySet().stream()
                .filter(entry -> entry.getValue() <= revision)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static List<String> notes(ClusterApi api) {
        return objects(api).values().stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap"))
                .filter(object -> object.path("data").has("content"))
                .map(
                        object -> {
                            String name = object.path("metadata").path("name").asText();
                            assertThat(object.path("data").path("content").asText())
                                    .isEqualTo(ConfigMapWriters.content(name));
                            return name;
                        })
                .sorted()
                .toList();
    }

    private static String token(ClusterApi api) {
        return api.post("/api/v1/namespaces/default/serviceaccounts/default/token", "{}")
                .succeeded()
                .tree()
                .path("status")
                .path("token")
                .asText();
    }

    /// Who the bearer of a token is to the server of an old kubeconfig.
    private static String userOf(Path kubeconfig, String token) {
        ServerAccess access = OwnAccess.read(kubeconfig).orElseThrow();
        ServerAccess bearer = ServerAccess.withToken(access.server(), access.authority(), token);
        try (HttpTransport administrator = new HttpTransport(access);
                HttpTransport transport = new HttpTransport(bearer)) {
            assertThat(ClusterApi.over(administrator).get("/api/v1/nodes").status()).isEqualTo(200);
            return ClusterApi.over(transport)
                    .post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")
                    .succeeded()
                    .tree()
                    .at("/status/userInfo/username")
                    .asText();
        }
    }

    private static int expired(ClusterApi api, long revision) {
        return api.get(
                        CONFIG_MAPS,
                        Map.of(
                                "resourceVersion",
                                Long.toString(revision),
                                "resourceVersionMatch",
                                "Exact"))
                .status();
    }

    private static long newRevision(ClusterApi api) {
        return Long.parseLong(
                api.post(CONFIG_MAPS, "{\"metadata\":{\"name\":\"new\"}}")
                        .succeeded()
                        .tree()
                        .at("/metadata/resourceVersion")
                        .asText());
    }

    /// Everything that a user would look at, without resourceVersions.
    private static Map<String, JsonNode> objects(ClusterApi api) {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        for (String collection : COLLECTIONS) {
            JsonNode list = api.get(collection).succeeded().tree();
            String kind = list.path("kind").asText().replaceFirst("List$", "");
            for (JsonNode item : list.path("items")) {
                ObjectNode object = item.deepCopy();
                object.withObject("/metadata").remove("resourceVersion");
                object.put("kind", kind);
                objects.put(collection + "/" + object.at("/metadata/name").asText(), object);
            }
        }
        return objects;
    }

    /// The keys and values in a backup, and the cluster's secrets.
    private static Map<String, String> contents(Path backup) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        byte[] zipped = Files.readAllBytes(backup);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                JsonNode json = Json.mapper().readTree(line);
                if (json.has("key")) {
                    contents.put(json.path("key").asText(), json.path("value").toString());
                } else if (json.has("file") && !json.path("file").asText().equals("server.pem")) {
                    contents.put(json.path("file").asText(), json.path("text").asText());
                }
            }
        }
        return contents;
    }
}
