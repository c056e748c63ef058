package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeCommandTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer(
                "GET " + MAPS + "/page",
                """
                {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"page","namespace":"default"}}
                """);
        for (String missing : new String[] {"pa", "nope"}) {
            cluster.refuse(
                    "GET " + MAPS + "/" + missing,
                    404,
                    "NotFound",
                    "configmaps \"" + missing + "\" not found");
        }
        String list =
                """
                {"kind":"ConfigMapList","apiVersion":"v1","items":[
                  {"metadata":{"name":"page","namespace":"default"}},{"metadata":{"name":"other","namespace":"default"}}]}
                """;
        cluster.answer("GET " + MAPS, list);
        cluster.answer("GET /api/v1/configmaps", list);
        cluster.answer("GET /api/v1/namespaces/default/events", "{\"items\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            describe cm page                       | page
            describe cm/page                       | page
            describe cm pa                         | page
            describe cm                            | page;other
            describe cm -A                         | page;other
            describe cm -l a=b                     | page;other
            """)
    void objects_are_found_as_kubectl_finds_them(String line, String names) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out().lines().filter(text -> text.startsWith("Name: ")))
                .containsExactly(
                        java.util.Arrays.stream(names.split(";"))
                                .map(name -> "Name:         " + name)
                                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            describe                               | error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.
            describe cm nope                       | Error from server (NotFound): configmaps "nope" not found
            describe cm page nope                  | Error from server (NotFound): configmaps "nope" not found
            describe cm/pa                         | Error from server (NotFound): configmaps "pa" not found
            describe cm page -A                    | error: a resource cannot be retrieved by name across all namespaces
            """)
    void what_is_not_there_is_told_in_kubectls_words(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }

    @Test
    void a_manifest_names_objects_and_events_may_be_left_out() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("page.yaml"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: page}}");

        assertThat(cluster.run("describe", "-f", file.toString(), "--show-events=false")).isZero();

        assertThat(cluster.out())
                .startsWith("Name:         page\nNamespace:    default\n")
                .doesNotContain("Events:");
    }

    @Test
    void a_malformed_selector_is_told_with_what_was_sought() {
        cluster.refuse("GET " + MAPS, 400, "BadRequest", "found '' expected: '('");

        assertThat(cluster.runLine("describe cm -l a~in")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo(
                        "Error from server (BadRequest): Unable to find \"/v1, Resource=configmaps\" that match"
                                + " label selector \"a in\", field selector \"\": found '' expected: '('\n");
    }
}
