package dev.skiff.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UnknownFieldSet;
import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentsTest {
    private static final String SCHEMA_PREFIX = "/components/schemas/io.k8s.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "api/v1 | api.core.v1.PodList/properties/items/items | {'$ref':'#/components/schemas/io.k8s.api.core.v1.Pod'}",
                "api/v1 | api.core.v1.Pod/x-kubernetes-group-version-kind | [{'group':'','version':'v1','kind':'Pod'}]",
                "api/v1 | api.core.v1.Pod/properties/spec/allOf | [{'$ref':'#/components/schemas/io.k8s.api.core.v1.PodSpec'}]",
                "api/v1 | api.core.v1.Pod/properties/spec/default | {}",
                "api/v1 | api.core.v1.PodSpec/required | ['containers']",
                "api/v1 | api.core.v1.PodSpec/properties/containers/x-kubernetes-patch-merge-key | name",
                "api/v1 | api.core.v1.PodSpec/properties/containers/x-kubernetes-patch-strategy | merge",
                "api/v1 | api.core.v1.PodSpec/properties/volumes/x-kubernetes-patch-strategy | merge,retainKeys",
                "api/v1 | api.core.v1.Container/properties/ports/x-kubernetes-list-map-keys | ['containerPort','protocol']",
                "api/v1 | api.core.v1.Container/properties/ports/x-kubernetes-list-type | map",
                "api/v1 | api.core.v1.Container/properties/imagePullPolicy/enum | ['Always','IfNotPresent','Never']",
                "api/v1 | api.core.v1.Container/properties/name/default | <empty>",
                "api/v1 | api.core.v1.ContainerPort/properties/protocol/default | TCP",
                "api/v1 | api.core.v1.PodSpec/properties/nodeSelector/x-kubernetes-map-type | atomic",
                "api/v1 | api.core.v1.ObjectReference/x-kubernetes-map-type | atomic",
                "api/v1 | api.core.v1.SeccompProfile/x-kubernetes-unions | [{'discriminator':'type','fields-to-discriminateBy':{'localhostProfile':'LocalhostProfile'}}]",
                "api/v1 | apimachinery.pkg.api.resource.Quantity/oneOf | [{'type':'string'},{'type':'number'}]",
                "api/v1 | apimachinery.pkg.util.intstr.IntOrString/format | int-or-string",
                "api/v1 | apimachinery.pkg.apis.meta.v1.Time/format | date-time",
                "api/v1 | apimachinery.pkg.apis.meta.v1.DeleteOptions/x-kubernetes-group-version-kind | [{'group':'','version':'v1','kind':'DeleteOptions'}]",
                "apis/apps/v1 | apimachinery.pkg.apis.meta.v1.WatchEvent/x-kubernetes-group-version-kind/1/group | apps",
                "apis/apps/v1 | api.autoscaling.v1.Scale/x-kubernetes-group-version-kind/0/group | autoscaling",
                "version | apimachinery.pkg.version.Info/properties/gitVersion/type | string",
            })
    void schemas_say_what_upstreams_say(String key, String pointer, String expected) {
        assertThat(at(Documents.v3(key), SCHEMA_PREFIX + pointer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "api.core.v1.PodSpec/properties/securityContext/$ref | #/definitions/io.k8s.api.core.v1.PodSecurityContext",
                "api.core.v1.PodSpec/properties/containers/x-kubernetes-patch-merge-key | name",
                "apimachinery.pkg.api.resource.Quantity/type | string",
                "apimachinery.pkg.util.intstr.IntOrString | {'type':'string','format':'int-or-string','description':'A number or a string.'}",
                "api.core.v1.ContainerPort/properties/protocol/default | <nothing>",
            })
    void version_two_says_it_without_alternatives_and_defaults(String pointer, String expected) {
        assertThat(at(Documents.v2(), "/definitions/io.k8s." + pointer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "api/v1, /api/v1/pods, get, list, listCoreV1PodForAllNamespaces",
        "api/v1, /api/v1/namespaces/{namespace}/pods, get, list, listCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods, post, post, createCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods, delete, deletecollection, deleteCoreV1CollectionNamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}, get, get, readCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}, put, put, replaceCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}, patch, patch, patchCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}, delete, delete, deleteCoreV1NamespacedPod",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}/log, get, get, readCoreV1NamespacedPodLog",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}/binding, post, post, createCoreV1NamespacedPodBinding",
        "api/v1, /api/v1/namespaces/{namespace}/pods/{name}/status, patch, patch, patchCoreV1NamespacedPodStatus",
        "api/v1, /api/v1/namespaces/{name}/finalize, put, put, replaceCoreV1NamespaceFinalize",
        "api/v1, /api/v1/watch/namespaces/{namespace}/pods/{name}, get, watch, watchCoreV1NamespacedPod",
        "api/v1, /api/v1/watch/namespaces/{namespace}/pods, get, watchlist, watchCoreV1NamespacedPodList",
        "api/v1, /api/v1/watch/nodes, get, watchlist, watchCoreV1NodeList",
        "apis/apps/v1, /apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale, get, get, readAppsV1NamespacedDeploymentScale",
        "apis/rbac.authorization.k8s.io/v1, /apis/rbac.authorization.k8s.io/v1/clusterroles, get, list, listRbacAuthorizationV1ClusterRole",
    })
    void operations_are_called_as_upstreams_are(
            String key, String path, String method, String action, String id) {
        for (JsonNode document : List.of(Documents.v3(key), Documents.v2())) {
            JsonNode operation = document.path("paths").path(path).path(method);

            assertThat(operation.path("operationId").asText()).isEqualTo(id);
            assertThat(operation.path("x-kubernetes-action").asText()).isEqualTo(action);
        }
    }

    @Test
    void an_operation_speaks_of_the_kind_of_its_body() {
        JsonNode scale =
                Documents.v3("apis/apps/v1")
                        .path("paths")
                        .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale")
                        .path("put");

        assertThat(scale.path("x-kubernetes-group-version-kind").toString())
                .isEqualTo("{\"group\":\"autoscaling\",\"version\":\"v1\",\"kind\":\"Scale\"}");
        assertThat(scale.at("/requestBody/content/*~1*/schema/$ref").asText())
                .endsWith("autoscaling.v1.Scale");
    }

    @Test
    void deleting_tells_what_comes_back() {
        JsonNode paths = Documents.v3("api/v1").path("paths");
        String answer = "/delete/responses/200/content/application~1json/schema/$ref";

        assertThat(paths.path("/api/v1/namespaces/{namespace}/pods/{name}").at(answer).asText())
                .endsWith("core.v1.Pod");
        assertThat(paths.path("/api/v1/namespaces/{namespace}/secrets/{name}").at(answer).asText())
                .endsWith("meta.v1.Status");
    }

    @Test
    void every_reference_of_a_document_stays_within_it() {
        Documents.ALL.v3().keySet().forEach(key -> assertClosed(Documents.v3(key)));
        assertClosed(Documents.v2());
    }

    private static void assertClosed(JsonNode document) {
        assertThat(references(document))
                .allSatisfy(
                        reference ->
                                assertThat(document.at(reference.substring(1)).isMissingNode())
                                        .as(reference)
                                        .isFalse());
    }

    /// Without those that are the name of a property, as custom resources' schemas have one.
    private static Set<String> references(JsonNode document) {
        Set<String> references = new TreeSet<>(document.findValuesAsText("$ref"));
        references.remove("");
        return references;
    }

    @Test
    void operation_ids_are_unique() {
        List<String> ids = new ArrayList<>(Documents.v2().findValuesAsText("operationId"));

        assertThat(ids).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }

    @Test
    void every_patchable_kind_says_that_the_server_validates_fields() {
        for (Kind kind : Kinds.ALL) {
            if (kind.verbs().contains("patch")) {
                JsonNode document = Documents.v3(kind.groupVersion().pathPrefix());

                JsonNode patch = document.path("paths").path(objectPath(kind)).path("patch");

                assertThat(patch.path("parameters").findValuesAsText("name"))
                        .as(kind.toString())
                        .contains("fieldValidation");
                assertThat(patch.path("x-kubernetes-group-version-kind").path("kind").asText())
                        .isEqualTo(kind.name());
            }
        }
    }

    @Test
    void version_two_in_protobuf_has_every_path_and_definition() throws Exception {
        UnknownFieldSet document =
                UnknownFieldSet.parseFrom(Documents.ALL.v2().protobuf().get().plain());
        UnknownFieldSet paths = nested(document, 8);
        UnknownFieldSet definitions = nested(document, 9);

        assertThat(document.getField(1).getLengthDelimitedList().getFirst().toStringUtf8())
                .isEqualTo("2.0");
        assertThat(paths.getField(2).getLengthDelimitedList())
                .hasSize(Documents.v2().path("paths").size());
        assertThat(definitions.getField(1).getLengthDelimitedList())
                .hasSize(Documents.v2().path("definitions").size());
    }

    @Test
    void version_three_in_protobuf_has_every_path_and_schema() throws Exception {
        for (String key : Documents.ALL.v3().keySet()) {
            UnknownFieldSet document =
                    UnknownFieldSet.parseFrom(Documents.document(key).protobuf().get().plain());
            UnknownFieldSet schemas = nested(nested(document, 5), 1);

            assertThat(document.getField(1).getLengthDelimitedList().getFirst().toStringUtf8())
                    .isEqualTo("3.0.0");
            assertThat(nested(document, 4).getField(1).getLengthDelimitedList())
                    .hasSize(Documents.v3(key).path("paths").size());
            assertThat(schemas.getField(1).getLengthDelimitedList())
                    .hasSize(Documents.v3(key).at("/components/schemas").size());
        }
    }

    /// The message that is the first value of a field, or an empty one.
    private static UnknownFieldSet nested(UnknownFieldSet message, int field) throws Exception {
        var values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty()
                ? UnknownFieldSet.getDefaultInstance()
                : UnknownFieldSet.parseFrom(values.getFirst());
    }

    private static String objectPath(Kind kind) {
        return kind.objectPath(kind.isNamespaced() ? "{namespace}" : "", "{name}");
    }

    private static String at(JsonNode document, String pointer) {
        JsonNode found = document.at(pointer);
        if (found.isMissingNode()) {
            return "<nothing>";
        }
        String text = found.isTextual() ? found.asText() : found.toString().replace('"', '\'');
        return text.isEmpty() ? "<empty>" : text;
    }
}
