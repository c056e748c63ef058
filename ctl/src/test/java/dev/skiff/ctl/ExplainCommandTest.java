package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static final String DOCUMENT =
            """
            {"components":{"schemas":{
              "x.Deployment":{"description":"Keeps pods running.","type":"object","properties":{
                "spec":{"description":"What is wanted.","allOf":[{"$ref":"#/components/schemas/x.Spec"}]},
                "kind":{"type":"string"}},
                "x-kubernetes-group-version-kind":[{"group":"apps","version":"v1","kind":"Deployment"}]},
              "x.Spec":{"description":"How.","type":"object","required":["selector"],"properties":{
                "selector":{"description":"A text that is so long that it does not fit into one line of the terminal, and goes on.","type":"object","additionalProperties":{"type":"string"}},
                "size":{"$ref":"#/components/schemas/x.Size"},
                "since":{"$ref":"#/components/schemas/x.Time"},
                "policy":{"description":"Which.","type":"string","enum":["","A","B","C","D"]},
                "parts":{"description":"More of them.","type":"array","items":{"$ref":"#/components/schemas/x.Spec"}}}},
              "x.Size":{"oneOf":[{"type":"string"},{"type":"number"}]},
              "x.Time":{"type":"string","format":"date-time"}}}}
            """;

    @TempDir Path directory;
    private CannedCluster cluster;

    @BeforeEach
    void fill() throws IOException {
        cluster = new CannedCluster(directory);
        cluster.answer("GET /openapi/v3/apis/apps/v1", DOCUMENT);
    }

    @Test
    void a_kind_is_explained_with_its_fields() {
        assertThat(cluster.runLine("explain deploy")).isZero();

        assertThat(cluster.out())
                .isEqualTo(
                        """
                        GROUP:      apps
                        KIND:       Deployment
                        VERSION:    v1

                        DESCRIPTION:
                            Keeps pods running.
                        \s\s\s\s
                        FIELDS:
                          kind	<string>
                            <no description>

                          spec	<Spec>
                            What is wanted.


                        """);
    }

    @Test
    void a_field_is_explained_with_its_types_description() {
        assertThat(cluster.runLine("explain deployments.apps.spec")).isZero();

        assertThat(cluster.out())
                .endsWith(
                        """
                        FIELD: spec <Spec>


                        DESCRIPTION:
                            What is wanted.
                            How.
                        \s\s\s\s
                        FIELDS:
                          parts	<[]Spec>
                            More of them.

                          policy	<string>
                          enum: "", A, B, C, ....
                            Which.

                          selector	<map[string]string> -required-
                            A text that is so long that it does not fit into one line of the terminal,
                            and goes on.

                          since	<string>
                            <no description>

                          size	<Size>
                            <no description>


                        """);
    }

    @Test
    void the_values_of_a_field_stand_below_each_other() {
        assertThat(cluster.runLine("explain deployment.spec.policy")).isZero();

        assertThat(cluster.out())
                .endsWith(
                        """
                        FIELD: policy <string>
                        ENUM:
                            ""
                            A
                            B
                            C
                            D

                        DESCRIPTION:
                            Which.
                        \s\s\s\s

                        """);
    }

    @Test
    void recursion_ends_where_a_schema_contains_itself() {
        assertThat(cluster.runLine("explain deploy.spec --recursive")).isZero();

        assertThat(cluster.out())
                .endsWith(
                        """
                        FIELDS:
                          parts	<[]Spec>
                          policy	<string>
                          enum: "", A, B, C, ....
                          selector	<map[string]string> -required-
                          since	<string>
                          size	<Size>

                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            explain                                | error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.
            explain pods svc                       | error: We accept only this format: explain RESOURCE
            explain foos                           | error: the server doesn't have a resource type "foos"
            explain deploy --api-version=apps/v2   | error: couldn't find resource for "apps/v2, Resource=deployments"
            explain deploy.spec.nothing            | error: field "nothing" does not exist
            explain deploy -o html                 | error: unrecognized format: html
            """)
    void what_cannot_be_explained_is_told_in_kubectls_words(String line, String expected) {
        assertThat(cluster.runLine(line)).isEqualTo(1);

        assertThat(cluster.err()).isEqualTo(expected + "\n");
    }
}
