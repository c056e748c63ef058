package dev.skiff.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.agent.env.PodContext;
import dev.skiff.agent.objects.Lookup;
import dev.skiff.agent.objects.ObjectSource;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.agent.token.TokenState;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodVolumesTest {
    private static final Path ROOT = Path.of("/pods");

    private final MemoryFiles files = new MemoryFiles();
    private final PodVolumes volumes = new PodVolumes(files, ROOT);
    private final Map<String, Lookup<ConfigMap>> configMaps = new TreeMap<>();
    private final Map<String, Lookup<Secret>> secrets = new TreeMap<>();

    /// By audience.
    private final Map<String, TokenState> tokens = new TreeMap<>();

    @Test
    void all_keys_of_a_config_map_are_files() {
        configMap("page", "\"data\":{\"index.html\":\"hi\"},\"binaryData\":{\"logo\":\"AQID\"}");

        assertThat(prepare("\"configMap\":{\"name\":\"page\"}"))
                .isEqualTo(onDisk("kubernetes.io~configmap", true));
        assertThat(content("kubernetes.io~configmap/v/index.html")).contains("hi");
        assertThat(content("kubernetes.io~configmap/v/logo")).contains("\1\2\3");
    }

    @Test
    void chosen_keys_go_where_they_are_told() {
        secret("key", "\"data\":{\"a\":\"MQ==\",\"b\":\"Mg==\"}");

        prepare(
                """
                "secret":{"secretName":"key","items":[{"key":"a","path":"deep/one","mode":256}]}""");

        assertThat(content("kubernetes.io~secret/v/deep/one")).contains("1");
        assertThat(files.names(directory("kubernetes.io~secret"))).containsExactly("deep");
    }

    @Test
    void fields_of_the_pod_are_files() {
        prepare(
                """
                "downwardAPI":{"items":[{"path":"name","fieldRef":{"fieldPath":"metadata.name"}}]}""");

        assertThat(content("kubernetes.io~downward-api/v/name")).contains("p");
    }

    @Test
    void a_projected_volume_has_the_files_of_all_its_sources() {
        configMap("page", "\"data\":{\"a\":\"from page\",\"b\":\"from page\"}");
        secret("key", "\"data\":{\"b\":\"a2V5\"}");

        prepare(
                """
                "projected":{"sources":[{"configMap":{"name":"page"}},{"secret":{"name":"key"}}]}""");

        assertThat(content("kubernetes.io~projected/v/a")).contains("from page");
        assertThat(content("kubernetes.io~projected/v/b")).contains("key");
    }

    @Test
    void a_token_is_a_file_that_is_rewritten_when_there_is_a_new_one() {
        String source =
                """
                "projected":{"sources":[{"serviceAccountToken":{"path":"token","expirationSeconds":600}},
                  {"serviceAccountToken":{"path":"vault","audience":"vault"}}]}""";
        tokens.put("", new TokenState.Valid("one"));
        tokens.put("vault", new TokenState.Valid("two"));

        prepare(source);
        assertThat(content("kubernetes.io~projected/v/token")).contains("one");
        assertThat(content("kubernetes.io~projected/v/vault")).contains("two");

        tokens.put("", new TokenState.Valid("three"));
        prepare(source);
        assertThat(content("kubernetes.io~projected/v/token")).contains("three");
    }

    @Test
    void a_token_is_waited_for_unless_it_is_refused() {
        String source =
                "\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"path\":\"token\"}}]}";

        assertThat(outcome(source)).isEqualTo(new VolumesOutcome.NotYet());

        tokens.put("", new TokenState.Refused("failed to fetch token: no"));
        assertThat(outcome(source))
                .isEqualTo(
                        new VolumesOutcome.Failed(
                                List.of(
                                        "MountVolume.SetUp failed for volume \"v\" : failed to"
                                                + " fetch token: no")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"configMap\":{\"name\":\"x\"} | configmap \"x\" not found",
                "\"secret\":{\"secretName\":\"x\"} | secret \"x\" not found",
                "\"configMap\":{\"name\":\"page\",\"items\":[{\"key\":\"k\",\"path\":\"p\"}]} | configmap references non-existent config key: k",
                "\"emptyDir\":{\"medium\":\"Tape\"} | medium \"Tape\" is not supported",
                "\"nfs\":{\"server\":\"s\",\"path\":\"/\"} | volumes of this type are not supported yet"
            })
    void what_cannot_be_mounted_says_why(String source, String message) {
        configMap("page", "\"data\":{\"a\":\"b\"}");

        assertThat(outcome(source))
                .isEqualTo(
                        new VolumesOutcome.Failed(
                                List.of("MountVolume.SetUp failed for volume \"v\" : " + message)));
    }

    @Test
    void what_is_optional_may_be_missing() {
        assertThat(prepare("\"configMap\":{\"name\":\"x\",\"optional\":true}"))
                .isEqualTo(onDisk("kubernetes.io~configmap", true));
        assertThat(files.names(directory("kubernetes.io~configmap"))).isEmpty();
    }

    @Test
    void what_is_not_known_yet_is_waited_for() {
        configMaps.put("page", new Lookup.Unknown<>());

        assertThat(outcome("\"configMap\":{\"name\":\"page\"}"))
                .isEqualTo(new VolumesOutcome.NotYet());
    }

    @Test
    void a_change_replaces_the_files() {
        configMap("page", "\"data\":{\"old\":\"1\"}");
        prepare("\"configMap\":{\"name\":\"page\"}");
        configMap("page", "\"data\":{\"new\":\"2\"}");

        prepare("\"configMap\":{\"name\":\"page\"}");

        assertThat(files.names(directory("kubernetes.io~configmap"))).containsExactly("new");
    }

    @Test
    void an_empty_directory_keeps_what_was_put_into_it() {
        prepare("\"emptyDir\":{}");
        Path file = directory("kubernetes.io~empty-dir").resolve("mine");
        files.writeFile(file, VolumeFile.ofText("kept", 0644));

        assertThat(prepare("\"emptyDir\":{}")).isEqualTo(onDisk("kubernetes.io~empty-dir", false));
        assertThat(content("kubernetes.io~empty-dir/v/mine")).contains("kept");
    }

    @Test
    void memory_is_the_engines_matter() {
        assertThat(prepare("\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\"1Mi\"}"))
                .isEqualTo(new PodVolume.InMemory("skiff-u-v", 1 << 20));
    }

    @Test
    void nothing_of_a_removed_pod_stays() {
        prepare("\"emptyDir\":{}");
        assertThat(volumes.known()).containsExactly("u");

        volumes.remove(new PodIdentity("default", "p", "u"));

        assertThat(volumes.known()).isEmpty();
    }

    private PodVolume prepare(String source) {
        assertThat(outcome(source)).isInstanceOf(VolumesOutcome.Ready.class);
        return ((VolumesOutcome.Ready) outcome(source)).byName().getOrDefault("v", NOTHING);
    }

    private static final PodVolume NOTHING = new PodVolume.OnDisk(Path.of("/nothing"), true);

    private VolumesOutcome outcome(String source) {
        String pod =
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","uid":"u"},
                 "spec":{"volumes":[{"name":"v",%s}]}}"""
                        .formatted(source);
        return volumes.prepare(
                new PodContext(
                        Types.POD.decode(utf8(pod)),
                        "n",
                        "192.0.2.1",
                        Optional.empty(),
                        new PodContext.NodeAllocatable(1000, 1 << 30)),
                new ObjectSource() {
                    @Override
                    public Lookup<ConfigMap> configMap(ObjectKey key) {
                        return configMaps.getOrDefault(key.name(), new Lookup.Missing<>());
                    }

                    @Override
                    public Lookup<Secret> secret(ObjectKey key) {
                        return secrets.getOrDefault(key.name(), new Lookup.Missing<>());
                    }
                },
                wish -> tokens.getOrDefault(wish.audience(), new TokenState.Pending()));
    }

    private void configMap(String name, String data) {
        configMaps.put(name, new Lookup.Found<>(Types.CONFIG_MAP.decode(object(data))));
    }

    private void secret(String name, String data) {
        secrets.put(name, new Lookup.Found<>(Types.SECRET.decode(object(data))));
    }

    private static byte[] object(String data) {
        return utf8("{\"metadata\":{\"name\":\"x\",\"namespace\":\"default\"}," + data + "}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path directory(String kind) {
        return ROOT.resolve("u/volumes").resolve(kind).resolve("v");
    }

    private static PodVolume onDisk(String kind, boolean isReadOnly) {
        return new PodVolume.OnDisk(directory(kind), isReadOnly);
    }

    private Optional<String> content(String path) {
        return files.readEnd(ROOT.resolve("u/volumes").resolve(path), 1000)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
