package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyCommandTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String APPLIED =
            "{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"a\\\":\\\"b\\\"},\\\"kind\\\":\\\"ConfigMap\\\","
                    + "\\\"metadata\\\":{\\\"annotations\\\":{},\\\"name\\\":\\\"page\\\",\\\"namespace\\\":\\\"default\\\"}}\\n";
    private static final String STORED =
            """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"page","namespace":"default","uid":"u",
             "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"%s"}},"data":{"a":"b"}}
            """
                    .formatted(APPLIED);

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer("GET " + MAPS + "/page", STORED);
        cluster.answer("PATCH " + MAPS + "/page", STORED);
        cluster.refuse("GET " + MAPS + "/new", 404, "NotFound", "configmaps \"new\" not found");
        cluster.answer(
                "POST " + MAPS,
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"new\"}}");
        typed("page", "c");
    }

    private void typed(String name, String value) {
        cluster.typed(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, labels: {app: x}}, data: {a: %s}}"
                        .formatted(name, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            apply -f -                                  | page | configmap/page configured
            apply -f - --dry-run=server                 | page | configmap/page configured (server dry run)
            apply -f - --dry-run=client                 | page | configmap/page configured (dry run)
            apply -f - -o name                          | page | configmap/page
            apply -f - -l app=x                         | page | configmap/page configured
            apply -f -                                  | new  | configmap/new created
            apply -f - --dry-run=client                 | new  | configmap/new created (dry run)
            apply -f - --dry-run=server                 | new  | configmap/new created (server dry run)
            apply -f - --server-side                    | page | configmap/page serverside-applied
            """)
    void what_is_applied_is_told_in_kubectls_words(String line, String name, String expected) {
        typed(name, "c");

        assertThat(cluster.runLine(line)).isZero();

        assertThat(cluster.out()).isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            apply                                       | error: must specify one of -f and -k
            apply -f - --dry-run=foo                    | error: Invalid dry-run value (foo). Must be "none", "server", or "client".
            apply -f - -o wide                          | error: unable to match a printer suitable for the output format "wide", allowed formats are: json,name,yaml
            apply -f - -l app=nope                      | error: no objects passed to apply
            apply -f - -l app~in                        | error: the provided selector "app in" is not valid: unable to parse requirement: found '' expected: '('
            apply -f - --validate=foo                   | error: invalid - validate option "foo"; must be one of: strict (or true), warn, ignore (or false)
            apply -f - --server-side --dry-run=client   | error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)
            apply -f - --force --server-side            | error: --force cannot be used with --server-side
            apply -f - --force --dry-run=server         | error: --dry-run=server cannot be used with --force
            apply -f - --force-conflicts                | error: --force-conflicts only works with --server-side
            apply -f - --prune                          | error: --prune is not there yet; kubectl apply --prune works on this cluster
            """)
    void what_cannot_be_meant_is_refused(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
        assertThat(cluster.calls()).isEmpty();
    }

    @Test
    void a_dry_run_on_the_client_writes_nothing() {
        cluster.runLine("apply -f - --dry-run=client");

        assertThat(cluster.calls()).containsExactly("GET " + MAPS + "/page");
    }

    @Test
    void the_object_is_shown_as_the_server_keeps_it() {
        typed("new", "c");

        cluster.runLine("apply -f - -o yaml");

        assertThat(cluster.out())
                .isEqualTo("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: new\n");
    }

    @Test
    void several_objects_are_shown_as_one_list() {
        cluster.typed(
                """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: new}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: new}}
                """);

        cluster.runLine("apply -f - -o yaml");

        assertThat(cluster.out())
                .startsWith("apiVersion: v1\nitems:\n- apiVersion: v1\n")
                .endsWith("kind: List\nmetadata: {}\n");
    }

    @Test
    void a_refused_change_is_told_with_the_patch() {
        cluster.refuse("PATCH " + MAPS + "/page", 409, "Conflict", "somebody was faster");

        assertThat(cluster.runLine("apply -f -")).isEqualTo(1);

        assertThat(cluster.err())
                .startsWith("Error from server (Conflict): error when applying patch:\n{\"data\":{")
                .endsWith(
                        """
                        to:
                        Resource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"
                        Name: "page", Namespace: "default"
                        for: "STDIN": error when patching "STDIN": somebody was faster
                        """);
    }

    @Test
    void with_force_what_cannot_be_changed_is_made_anew() {
        cluster.refuse("PATCH " + MAPS + "/page", 422, "Invalid", "immutable");
        cluster.answer("DELETE " + MAPS + "/page", "{\"kind\":\"Status\"}");
        cluster.watch(MAPS);
        cluster.refuseAfter("DELETE", "GET " + MAPS + "/page", 404, "NotFound", "gone");

        assertThat(cluster.runLine("apply -f - --force")).isZero();

        assertThat(cluster.calls())
                .endsWith("DELETE " + MAPS + "/page", "GET " + MAPS + "/page", "POST " + MAPS);
    }

    @Test
    void server_side_apply_that_the_server_does_not_do_is_told() {
        cluster.refuse("PATCH " + MAPS + "/page", 415, "UnsupportedMediaType", "it is not served");

        assertThat(cluster.runLine("apply -f - --server-side")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo(
                        "error: Server-side apply not available on the server: (it is not served)\n");
    }

    @Test
    void one_bad_object_does_not_keep_the_others_back() {
        cluster.typed(
                """
                {apiVersion: v1, kind: Boat, metadata: {name: b}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: new}}
                """);

        assertThat(cluster.runLine("apply -f -")).isEqualTo(1);

        assertThat(cluster.out()).isEqualTo("configmap/new created\n");
        assertThat(cluster.err())
                .isEqualTo(
                        """
                        error: resource mapping not found for name: "b" namespace: "" from "STDIN": no matches for kind "Boat" in version "v1"
                        ensure CRDs are installed first
                        """);
    }

    @Test
    void an_object_that_apply_did_not_make_is_warned_of() {
        cluster.answer("GET " + MAPS + "/page", "{\"metadata\":{\"name\":\"page\"}}");

        cluster.runLine("apply -f -");

        assertThat(cluster.err())
                .startsWith(
                        "Warning: resource configmaps/page is missing the"
                                + " kubectl.kubernetes.io/last-applied-configuration annotation");
    }

    @Test
    void a_namespace_asked_for_is_no_other_than_the_manifests() {
        cluster.typed("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}}");

        assertThat(cluster.runLine("apply -f - -n y")).isEqualTo(1);

        assertThat(cluster.err())
                .isEqualTo(
                        "error: the namespace from the provided object \"x\" does not match the namespace"
                                + " \"y\". You must pass '--namespace=x' to perform this operation.\n");
    }
}
