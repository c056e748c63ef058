package dev.skiff.it.kubectl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.ctl.ClusterCommands;
import dev.skiff.it.lone.LoneApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `kubectl explain` of every kind, and `skiff explain` in the same words. Each version explains
/// some of the kinds, the newest all.
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private static final List<String> VERSIONS = List.of("1.27", "1.29", "1.31", "1.32", "1.33");
    private static final Map<String, Path> FOUND = Kubectls.find(VERSIONS);
    private static final int LIMIT_SECONDS = 60;

    @TempDir private static Path directory;

    private final LoneApiServer server;

    ExplainTest() throws IOException {
        server = LoneApiServer.start(ApiServerSettings.standard());
    }

    @BeforeAll
    void writeKubeconfig() throws IOException {
        server.writeKubeconfig(kubeconfig());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<String> older() {
        return FOUND.keySet().stream().filter(version -> !version.equals("1.33")).toList();
    }

    @ParameterizedTest(name = "kubectl {0}", allowZeroInvocations = true)
    @MethodSource("older")
    void every_version_explains_kinds_with_all_their_fields(String version) throws Exception {
        int turn = VERSIONS.indexOf(version);
        for (int i = turn; i < Kinds.ALL.size(); i += VERSIONS.size() - 1) {
            Kind kind = Kinds.ALL.get(i);

            String text = kubectl(version, arguments(kind, "--recursive"));

            assertThat(text)
                    .contains("KIND:       " + kind.name() + "\n")
                    .contains("VERSION:    " + kind.groupVersion().version() + "\n")
                    .contains("\nFIELDS:\n", "  metadata\t<ObjectMeta>", "    ownerReferences\t<[]")
                    .doesNotContain("<empty>", "error:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.27", "1.29", "1.31", "1.32", "1.33"})
    void fields_are_explained_by_every_version(String version) throws Exception {
        assumeTrue(FOUND.containsKey(version), "no kubectl " + version);

        assertThat(kubectl(version, List.of("pods.spec.containers")))
                .contains("FIELD: containers <[]Container>", "  name\t<string> -required-");
        assertThat(kubectl(version, List.of("deploy", "--output=plaintext-openapiv2")))
                .contains("KIND:     Deployment\nVERSION:  apps/v1\n", "   spec\t<Object>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pods.spec.containers",
                "pods.spec.containers.imagePullPolicy",
                "deployments.apps.spec.strategy",
                "cronjobs.spec.jobTemplate.spec.template.spec.volumes.projected.sources --recursive",
                "services.spec.ports.targetPort",
                "configmaps",
                "configmaps.data",
                "nodes.status",
                "pods.metadata.managedFields.fieldsV1",
            })
    void skiff_explains_fields_in_the_same_words(String words) throws Exception {
        assumeTrue(FOUND.containsKey("1.33"), "no kubectl 1.33");
        List<String> arguments = List.of(words.split(" "));

        assertThat(skiff(arguments)).isEqualTo(kubectl("1.33", arguments));
    }

    @Test
    void skiff_explains_every_kind_in_the_same_words() throws Exception {
        assumeTrue(FOUND.containsKey("1.33"), "no kubectl 1.33");
        for (Kind kind : Kinds.ALL) {
            List<String> arguments = arguments(kind, "--recursive");

            assertThat(skiff(arguments)).isEqualTo(kubectl("1.33", arguments));
        }
    }

    private static List<String> arguments(Kind kind, String option) {
        return List.of(kind.plural(), "--api-version=" + kind.groupVersion().apiVersion(), option);
    }

    private static Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    private static String kubectl(String version, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(requireNonNull(FOUND.get(version)).toString());
        command.add("explain");
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig().toString());
        builder.environment().put("HOME", directory.resolve(version).toString());
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private String skiff(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("skiff"));
        UserInfo admin = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);
        ClusterCommands.all(
                        Map.of("KUBECONFIG", kubeconfig().toString()),
                        _ -> request -> server.direct().handle(request.withUser(admin)),
                        new ClusterCommands.Terminal(
                                InputStream.nullInputStream(),
                                print,
                                print,
                                InstantSource.system()))
                .forEach(root::addSubcommand);
        List<String> words = new ArrayList<>(List.of("explain"));
        words.addAll(arguments);
        root.execute(words.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }
}
