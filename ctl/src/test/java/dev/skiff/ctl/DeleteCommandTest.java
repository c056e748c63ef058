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

class DeleteCommandTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DONE = "{\"kind\":\"Status\",\"status\":\"Success\"}";

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer("DELETE " + MAPS + "/a", DONE);
        cluster.answer("DELETE " + MAPS + "/b", DONE);
        cluster.refuse(
                "DELETE " + MAPS + "/nope", 404, "NotFound", "configmaps \"nope\" not found");
        String list =
                """
                {"kind":"ConfigMapList","apiVersion":"v1","items":[
                  {"metadata":{"name":"a","namespace":"default"}},
                  {"metadata":{"name":"c","namespace":"other"}}]}
                """;
        cluster.answer("GET /api/v1/configmaps", list);
        cluster.answer("DELETE /api/v1/namespaces/other/configmaps/c", DONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            delete cm a                              | configmap "a" deleted
            delete cm a -o name                      | configmap/a
            delete cm a --dry-run=client             | configmap "a" deleted (dry run)
            delete cm a --dry-run=server             | configmap "a" deleted (server dry run)
            delete cm a --force                      | configmap "a" force deleted
            delete cm/a --now                        | configmap "a" deleted
            delete deploy web --dry-run=client       | deployment.apps "web" deleted (dry run)
            delete cm nope --ignore-not-found        |
            """)
    void what_is_deleted_is_told_in_kubectls_words(String line, String expected) {
        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out().strip()).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            delete cm                                | error: resource(s) were provided, but no name was specified
            delete cm a --all                        | error: name cannot be provided when a selector is specified
            delete cm a -l x=y                       | error: name cannot be provided when a selector is specified
            delete cm/a -l x=y                       | error: selectors and the all flag cannot be used when passing resource/name arguments
            delete cm --all -l x=y                   | error: setting 'all' parameter but found a non empty selector.
            delete --all                             | error: at least one resource must be specified to use a selector
            delete cm a -A                           | error: a resource cannot be retrieved by name across all namespaces
            delete cm a -o yaml                      | error: unexpected -o output mode: yaml. We only support '-o name'
            delete cm a --dry-run=foo                | error: Invalid dry-run value (foo). Must be "none", "server", or "client".
            delete cm a --cascade=foo                | error: invalid cascade value (foo). Must be "background", "foreground", or "orphan"
            delete cm a --now --grace-period=1       | error: --now and --grace-period cannot be specified together
            delete cm a --force --grace-period=5     | error: --force and --grace-period greater than 0 cannot be specified together
            delete cm nope                           | Error from server (NotFound): configmaps "nope" not found
            """)
    void what_cannot_be_meant_is_refused(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err().strip()).isEqualTo(expected);
    }

    @Test
    void nothing_named_is_answered_with_examples() {
        assertThat(cluster.run("delete", "-A")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo(
                        """
                        error: You must provide one or more resources by argument or filename.
                        Example resource specifications include:
                           '-f rsrc.yaml'
                           '--filename=rsrc.json'
                           '<resource> <name>'
                           '<resource>'
                        """);
    }

    @Test
    void a_dry_run_on_the_server_is_asked_for_where_the_server_reads_it() {
        cluster.run("delete", "cm", "a", "--dry-run=server");

        assertThat(cluster.lastBody())
                .hasToString("{\"propagationPolicy\":\"Background\",\"dryRun\":[\"All\"]}");
    }

    @Test
    void a_dry_run_on_the_client_sends_nothing() {
        cluster.run("delete", "cm", "a", "nope", "--dry-run=client");

        assertThat(cluster.calls()).isEmpty();
    }

    @Test
    void a_bare_dry_run_leaves_the_next_word_alone() {
        assertThat(cluster.run("delete", "--dry-run", "cm", "a")).isZero();

        assertThat(cluster.out()).isEqualTo("configmap \"a\" deleted (dry run)\n");
    }

    @Test
    void every_namespace_is_searched_by_fields_and_labels() {
        assertThat(cluster.runLine("delete cm -A -l x=y --field-selector metadata.name!=b"))
                .isZero();

        assertThat(cluster.calls())
                .containsExactly(
                        "GET /api/v1/configmaps?labelSelector=x=y&fieldSelector=metadata.name!=b",
                        "DELETE /api/v1/namespaces/default/configmaps/a",
                        "DELETE /api/v1/namespaces/other/configmaps/c");
    }

    @ParameterizedTest
    @CsvSource({
        "--grace-period=0, 1",
        "--grace-period=7, 7",
        "--now, 1",
        "--force, 0",
        "--force=true, 0"
    })
    void only_force_makes_an_end_at_once(String flag, int seconds) {
        cluster.run("delete", "cm", "a", flag);

        assertThat(cluster.lastBody().path("gracePeriodSeconds").asInt(-1)).isEqualTo(seconds);
    }

    @Test
    void force_is_warned_of() {
        cluster.run("delete", "cm", "a", "--force");

        assertThat(cluster.err())
                .isEqualTo(
                        "Warning: Immediate deletion does not wait for confirmation that the running resource"
                                + " has been terminated. The resource may continue to run on the cluster"
                                + " indefinitely.\n");
    }

    @Test
    void directories_are_gone_down_into_in_order_and_filtered_by_label() throws IOException {
        write("b.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: {x: z}}}");
        write("a/n.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: z}}}");
        write("c.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");

        assertThat(cluster.run("delete", "-Rf", directory.resolve("m").toString(), "-l", "x=z"))
                .isZero();

        assertThat(cluster.out()).isEqualTo("configmap \"a\" deleted\nconfigmap \"b\" deleted\n");
    }

    @Test
    void a_missing_object_of_a_manifest_is_told_with_the_file() throws IOException {
        Path file = write("x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: nope}}");

        assertThat(cluster.run("delete", "-f", file.toString())).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo(
                        "Error from server (NotFound): error when deleting \"%s\": configmaps \"nope\" not found%n"
                                .formatted(file));
    }

    @ParameterizedTest
    @CsvSource({"y, DELETE /api/v1/namespaces/default/configmaps/a, deleted", "n, , cancelled"})
    void asks_first_if_told_to(String answer, String call, String end) {
        cluster.typed(answer + "\n");

        assertThat(cluster.run("delete", "-i", "cm", "a")).isZero();

        assertThat(cluster.out())
                .startsWith(
                        """
                        You are about to delete the following 1 resource(s):
                        configmap/a
                        Do you want to continue? (y/n):\s""")
                .contains(end);
        assertThat(String.join("", cluster.calls())).isEqualTo(call == null ? "" : call);
    }

    @Test
    void what_lingers_longer_than_the_timeout_is_named() {
        cluster.answer("DELETE " + MAPS + "/a", "{\"kind\":\"ConfigMap\"}");
        cluster.answer("GET " + MAPS + "/a", "{\"metadata\":{\"uid\":\"u\"}}");
        cluster.watch(MAPS);

        assertThat(cluster.run("delete", "cm", "a", "--timeout=1ms")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo("error: timed out waiting for the condition on configmaps/a\n");
    }

    @Test
    void flags_that_are_not_there_are_refused() {
        assertThat(cluster.run("delete", "--raw=/x")).isEqualTo(2);

        assertThat(cluster.err()).startsWith("Unknown option: '--raw=/x'");
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve("m").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
