package dev.skiff.apiserver.registry.kinds.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules that volumes, claims, classes and drivers must keep to: what is wrong with a valid one
/// that is given something besides, and what may be changed in it.
class StorageRulesTest {
    private static final String STORAGE = "/apis/storage.k8s.io/v1/";
    private static final String CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims";
    private static final Map<String, String> PATHS = new LinkedHashMap<>();
    private static final Map<String, String> VALID = new LinkedHashMap<>();

    static {
        add(
                "PersistentVolume",
                "/api/v1/persistentvolumes",
                "{'spec':{'capacity':{'storage':'1Gi'},'accessModes':['ReadWriteOnce'],'hostPath':{'path':'/d'}}}");
        add(
                "PersistentVolumeClaim",
                CLAIMS,
                "{'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}");
        add("StorageClass", STORAGE + "storageclasses", "{'provisioner':'example.com/disk'}");
        add(
                "VolumeAttachment",
                STORAGE + "volumeattachments",
                "{'spec':{'attacher':'a.example','nodeName':'n','source':{'persistentVolumeName':'v'}}}");
        add("CSIDriver", STORAGE + "csidrivers", "{'spec':{}}");
        add(
                "CSINode",
                STORAGE + "csinodes",
                "{'spec':{'drivers':[{'name':'a.example','nodeID':'1','topologyKeys':['zone']}]}}");
        add(
                "CSIStorageCapacity",
                STORAGE + "namespaces/default/csistoragecapacities",
                "{'storageClassName':'fast'}");
        add(
                "VolumeAttributesClass",
                STORAGE + "volumeattributesclasses",
                "{'driverName':'a.example','parameters':{'iops':'1'}}");
    }

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static void add(String kind, String path, String valid) {
        PATHS.put(kind, path);
        VALID.put(kind, valid.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "storage-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void an_object_that_breaks_a_rule_is_told_which(String kind, String given, String wrong)
            throws JsonProcessingException {
        Answer answer = server.post(path(kind), object(kind, given).toString());

        assertThat(answer.message()).endsWith(" \"x\" is invalid: " + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "storage-changes.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void a_change_that_breaks_a_rule_is_told_which(String kind, String change, String wrong)
            throws JsonProcessingException {
        server.post(path(kind), object(kind, "{}").toString());

        Answer answer = server.patch(path(kind) + "/x", change);

        assertThat(answer.message().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).endsWith(" \"x\" is invalid: " + wrong));
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PersistentVolume | {'spec':{'persistentVolumeReclaimPolicy':'Recycle'}} | spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.",
                "PersistentVolume | {'metadata':{'annotations':{'volume.beta.kubernetes.io/storage-class':'a'}}} | metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use \\\"storageClassName\\\" attribute instead",
                "PersistentVolume | {'spec':{'nodeAffinity':{'required':{'nodeSelectorTerms':[{'matchExpressions':[{'key':'beta.kubernetes.io/os','operator':'Exists'}]}]}}}} | spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: beta.kubernetes.io/os is deprecated since v1.14; use \\\"kubernetes.io/os\\\" instead",
                "PersistentVolume | {'spec':{'hostPath':null,'rbd':{'monitors':['m'],'image':'i'}}} | spec.rbd: deprecated in v1.28, non-functional in v1.31+",
                "PersistentVolumeClaim | {'spec':{'resources':{'requests':{'storage':'1500m'}}}} | spec.resources.requests[storage]: fractional byte value \\\"1500m\\\" is invalid, must be an integer",
            })
    void what_is_not_advisable_is_warned_of(String kind, String given, String warning)
            throws JsonProcessingException {
        Answer answer = server.post(path(kind), object(kind, given).toString());

        assertThat(answer.warnings()).containsExactly("299 - \"" + warning + "\"");
    }

    @Test
    void a_claim_without_a_class_gets_the_newest_default() throws JsonProcessingException {
        String path = path("StorageClass");
        String annotations =
                "{'metadata':{'name':'%s','annotations':{'storageclass.kubernetes.io/is-default-class':'true'}}}";
        server.post(path, object("StorageClass", annotations.formatted("b")).toString());
        server.post(path, object("StorageClass", annotations.formatted("a")).toString());
        server.post(path, object("StorageClass", "{'metadata':{'name':'0'}}").toString());

        Answer claim = server.post(CLAIMS, object("PersistentVolumeClaim", "{}").toString());

        assertThat(claim.text("/spec/storageClassName")).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({"true, 200", "false, 403"})
    void a_bound_claim_grows_if_its_class_allows_it(boolean mayGrow, int status)
            throws JsonProcessingException {
        String growth = "{'metadata':{'name':'c'},'allowVolumeExpansion':%s}".formatted(mayGrow);
        server.post(path("StorageClass"), object("StorageClass", growth).toString());
        server.post(
                CLAIMS,
                object("PersistentVolumeClaim", "{'spec':{'storageClassName':'c'}}").toString());
        server.patch(
                CLAIMS + "/x/status", "{'status':{'phase':'Bound','capacity':{'storage':'1Gi'}}}");

        Answer answer =
                server.patch(
                        CLAIMS + "/x", "{'spec':{'resources':{'requests':{'storage':'2Gi'}}}}");

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_claim_never_asks_for_less_than_its_volume_has() throws JsonProcessingException {
        server.post(CLAIMS, object("PersistentVolumeClaim", "{}").toString());
        server.patch(
                CLAIMS + "/x/status", "{'status':{'phase':'Bound','capacity':{'storage':'1Gi'}}}");

        Answer answer =
                server.patch(
                        CLAIMS + "/x", "{'spec':{'resources':{'requests':{'storage':'1Mi'}}}}");

        assertThat(answer.message())
                .endsWith(
                        "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
    }

    @Test
    void a_volume_notes_when_it_entered_its_phase() throws JsonProcessingException {
        String path = path("PersistentVolume");
        Answer created = server.post(path, object("PersistentVolume", "{}").toString());
        Answer same = server.patch(path + "/x/status", "{'status':{'reason':'r'}}");
        Answer told =
                server.patch(
                        path + "/x/status",
                        "{'status':{'phase':'Bound','lastPhaseTransitionTime':'2020-01-01T00:00:00Z'}}");

        String time = "/status/lastPhaseTransitionTime";
        assertThat(created.text(time)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(same.text(time)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(told.text(time)).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void a_driver_counts_its_changes() throws JsonProcessingException {
        String path = path("CSIDriver");
        Answer created = server.post(path, object("CSIDriver", "{}").toString());
        Answer changed = server.patch(path + "/x", "{'spec':{'requiresRepublish':true}}");

        assertThat(created.body().at("/metadata").has("generation")).isFalse();
        assertThat(changed.body().at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(created.body().path("spec"))
                .hasToString(
                        "{\"attachRequired\":true,\"podInfoOnMount\":false,\"storageCapacity\":false,"
                                + "\"requiresRepublish\":false,\"seLinuxMount\":false,"
                                + "\"fsGroupPolicy\":\"ReadWriteOnceWithFSType\",\"volumeLifecycleModes\":[\"Persistent\"]}");
    }

    @Test
    void the_status_of_an_attachment_is_apart_from_all_else() throws JsonProcessingException {
        String path = path("VolumeAttachment");
        server.post(path, object("VolumeAttachment", "{}").toString());

        Answer attached =
                server.patch(
                        path + "/x/status",
                        "{'metadata':{'labels':{'a':'b'}},'status':{'attached':true}}");

        assertThat(attached.body().at("/metadata").has("labels")).isFalse();
        assertThat(attached.body().at("/status/attached").asBoolean()).isTrue();
    }

    @Test
    void what_is_in_use_is_protected() throws JsonProcessingException {
        Answer volume =
                server.post(path("PersistentVolume"), object("PersistentVolume", "{}").toString());
        Answer attributes =
                server.post(
                        path("VolumeAttributesClass"),
                        object("VolumeAttributesClass", "{}").toString());

        assertThat(volume.body().at("/metadata/finalizers"))
                .hasToString("[\"kubernetes.io/pv-protection\"]");
        assertThat(attributes.body().at("/metadata/finalizers"))
                .hasToString("[\"kubernetes.io/vac-protection\"]");
    }

    private static String path(String kind) {
        return PATHS.getOrDefault(kind, "");
    }

    private static ObjectNode object(String kind, String given) throws JsonProcessingException {
        ObjectNode object = (ObjectNode) Json.mapper().readTree(VALID.getOrDefault(kind, "{}"));
        object.putObject("metadata").put("name", "x");
        merge(object, Json.mapper().readTree(given.replace('\'', '"')));
        return object;
    }

    private static void merge(ObjectNode target, JsonNode changes) {
        for (var change : changes.properties()) {
            JsonNode value = change.getValue();
            if (value.isObject() && target.get(change.getKey()) instanceof ObjectNode inner) {
                merge(inner, value);
            } else {
                target.set(change.getKey(), value);
            }
        }
    }
}
