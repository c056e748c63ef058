package dev.skiff.apiserver.registry.kinds.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kinds that make pods, or keep them, may say and change.
class WorkloadRulesTest {
    private static final String APPS = "/apis/apps/v1/namespaces/default/";
    private static final Map<String, String> PATHS =
            Map.of(
                    "statefulsets",
                    APPS,
                    "daemonsets",
                    APPS,
                    "replicationcontrollers",
                    "/api/v1/namespaces/default/",
                    "poddisruptionbudgets",
                    "/apis/policy/v1/namespaces/default/");
    private static final Map<String, String> NAMES =
            Map.of(
                    "statefulsets", "StatefulSet.apps",
                    "daemonsets", "DaemonSet.apps",
                    "replicationcontrollers", "ReplicationController",
                    "poddisruptionbudgets", "PodDisruptionBudget.policy");
    private static final String SELECTOR = "\"selector\":{\"matchLabels\":{\"app\":\"demo\"}},";
    private static final String TEMPLATE =
            "\"template\":{\"metadata\":{\"labels\":{\"app\":\"demo\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\"}]}}";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvFileSource(
            resources = "workload-rules.txt",
            delimiter = '|',
            quoteCharacter = '§',
            maxCharsPerColumn = 10_000)
    void who_breaks_a_rule_is_told_which(String plural, String given, String wrong)
            throws JsonProcessingException {
        Answer answer = create(plural, given);

        assertThat(answer.message())
                .isEqualTo("%s \"x\" is invalid: %s".formatted(NAMES.get(plural), wrong));
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_claim_of_a_set_is_a_volume_of_its_pods() throws JsonProcessingException {
        Answer created =
                create(
                        "statefulsets",
                        "\"volumeClaimTemplates\":[{\"metadata\":{\"name\":\"d\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1.5\"}}}}],"
                                + TEMPLATE.replace(
                                        "\"i:1\"",
                                        "\"i:1\",\"volumeMounts\":[{\"name\":\"d\",\"mountPath\":\"/d\"}]"));

        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.text("/spec/volumeClaimTemplates/0/kind"))
                .isEqualTo("PersistentVolumeClaim");
        assertThat(created.warnings())
                .containsExactly(
                        "299 - \"spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value"
                                + " \\\"1500m\\\" is invalid, must be an integer\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'replicas':3,'minReadySeconds':1,'ordinals':{'start':2},'revisionHistoryLimit':-1} | 200",
                "{'podManagementPolicy':'Parallel'} | 422",
                "{'serviceName':'other'} | 422",
            })
    void what_a_stateful_set_is_stays(String change, int status) throws JsonProcessingException {
        create("statefulsets", "\"replicas\":1");

        Answer answer = server.patch(APPS + "statefulsets/x", "{'spec':%s}".formatted(change));

        assertThat(answer.status()).as(answer.message()).isEqualTo(status);
    }

    @Test
    void changes_of_a_daemon_sets_template_are_counted() throws JsonProcessingException {
        String set = APPS + "daemonsets/x";
        String place = "/metadata/annotations/deprecated.daemonset.template.generation";
        Answer created = create("daemonsets", "\"minReadySeconds\":1");

        Answer same =
                server.patch(set, "{'spec':{'minReadySeconds':2},'metadata':{'annotations':null}}");
        Answer changed =
                server.patch(set, "{'spec':{'template':{'metadata':{'labels':{'a':'b'}}}}}");
        Answer status = server.patch(set + "/status", "{'status':{'numberReady':1}}");

        assertThat(created.text(place)).isEqualTo("1");
        assertThat(same.text(place)).isEqualTo("1");
        assertThat(changed.text(place)).isEqualTo("2");
        assertThat(changed.text("/metadata/generation")).isEqualTo("3");
        assertThat(status.text(place)).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "statefulsets | {'replicas':1,'readyReplicas':2} | status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas",
                "statefulsets | {'replicas':2,'readyReplicas':1,'availableReplicas':2} | status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas",
                "daemonsets | {'numberReady':-1} | status.numberReady: Invalid value: -1: must be greater than or equal to 0",
                "replicationcontrollers | {'replicas':1,'readyReplicas':2} | status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas",
                "poddisruptionbudgets | {'expectedPods':-1} | status.expectedPods: Invalid value: -1: must be greater than or equal to 0",
                "poddisruptionbudgets | {'conditions':[{'type':'A','status':'True','reason':'R','message':''}]} | status.conditions[0].lastTransitionTime: Required value: must be set",
                "poddisruptionbudgets | {'conditions':[{'type':'A','status':'Yes','lastTransitionTime':'2026-01-01T00:00:00Z','reason':'R','message':''}]} | status.conditions[0].status: Unsupported value: \"Yes\": supported values: \"False\", \"True\", \"Unknown\"",
            })
    void a_status_that_cannot_be_is_refused(String plural, String status, String wrong)
            throws JsonProcessingException {
        create(plural, "\"minReadySeconds\":0");

        Answer answer =
                server.patch(
                        PATHS.get(plural) + plural + "/x/status",
                        "{'status':%s}".formatted(status));

        assertThat(answer.message())
                .isEqualTo("%s \"x\" is invalid: %s".formatted(NAMES.get(plural), wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"statefulsets", "daemonsets"})
    void collisions_are_only_counted_up(String plural) throws JsonProcessingException {
        create(plural, "\"minReadySeconds\":0");
        String status = APPS + plural + "/x/status";
        server.patch(status, "{'status':{'collisionCount':2}}");

        Answer fewer = server.patch(status, "{'status':{'collisionCount':1}}");
        Answer none = server.patch(status, "{'status':{'collisionCount':null}}");

        assertThat(fewer.message())
                .endsWith("status.collisionCount: Invalid value: 1: cannot be decremented");
        assertThat(none.message())
                .endsWith("status.collisionCount: Invalid value: 0: cannot be decremented");
    }

    @Test
    void a_replication_controller_selects_its_pods_and_can_be_scaled()
            throws JsonProcessingException {
        Answer created = create("replicationcontrollers", "\"minReadySeconds\":0");

        Answer scale = server.get("/api/v1/namespaces/default/replicationcontrollers/x/scale");

        assertThat(created.body().at("/spec/selector")).hasToString("{\"app\":\"demo\"}");
        assertThat(created.body().at("/metadata/labels")).hasToString("{\"app\":\"demo\"}");
        assertThat(scale.text("/status/selector")).isEqualTo("app=demo");
    }

    @Test
    void what_a_revision_holds_stays() {
        String revisions = APPS + "controllerrevisions";
        server.post(revisions, "{'metadata':{'name':'x'},'revision':1,'data':{'a':1}}");

        Answer renumbered = server.patch(revisions + "/x", "{'revision':2}");
        Answer emptied = server.patch(revisions + "/x", "{'data':null}");

        assertThat(renumbered.status()).isEqualTo(200);
        assertThat(emptied.message())
                .isEqualTo(
                        "ControllerRevision.apps \"x\" is invalid: [data: Required value: data is mandatory, data:"
                                + " Invalid value: null: field is immutable]");
    }

    private Answer create(String plural, String given) throws JsonProcessingException {
        String base =
                switch (plural) {
                    case "poddisruptionbudgets" -> "{";
                    case "replicationcontrollers" -> "{" + TEMPLATE + ",";
                    default -> "{" + SELECTOR + TEMPLATE + ",";
                };
        ObjectNode spec = Json.object();
        Json.mapper()
                .readTree(base.replaceAll(",$", "") + "}")
                .properties()
                .forEach(f -> spec.set(f.getKey(), f.getValue()));
        Json.mapper()
                .readTree("{" + given + "}")
                .properties()
                .forEach(f -> spec.set(f.getKey(), f.getValue()));
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", "x");
        object.set("spec", spec);
        return server.post(PATHS.get(plural) + plural, object.toString());
    }
}
