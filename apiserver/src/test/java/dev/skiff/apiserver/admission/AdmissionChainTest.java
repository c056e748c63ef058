package dev.skiff.apiserver.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionChainTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void nothing_is_changed_in_a_namespace_that_is_gone() {
        String namespace = "/api/v1/namespaces/gone";
        String pod = "'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}";
        server.post("/api/v1/namespaces", "{'metadata':{'name':'gone'}}");
        server.post(namespace + "/serviceaccounts", "{'metadata':{'name':'default'}}");
        server.post(namespace + "/pods", "{" + pod + "}");
        server.delete(namespace, "{}");
        server.put(namespace + "/finalize", "{'metadata':{'name':'gone'},'spec':{}}");

        Answer changed = server.patch(namespace + "/pods/p", "{'metadata':{'labels':{'a':'b'}}}");
        Answer deleted = server.delete(namespace + "/pods/p", "{}");

        assertThat(changed.status()).isEqualTo(404);
        assertThat(changed.message()).isEqualTo("namespaces \"gone\" not found");
        assertThat(deleted.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | node.kubernetes.io/not-ready=300,node.kubernetes.io/unreachable=300",
                "[{'key':'node.kubernetes.io/not-ready','operator':'Exists','effect':'NoExecute','tolerationSeconds':5}] | node.kubernetes.io/not-ready=5,node.kubernetes.io/unreachable=300",
                "[{'operator':'Exists'}] | =0",
                "[{'key':'a','operator':'Exists'}] | a=0,node.kubernetes.io/not-ready=300,node.kubernetes.io/unreachable=300",
                "[{'key':'node.kubernetes.io/not-ready','operator':'Exists','effect':'NoSchedule'}] | node.kubernetes.io/not-ready=0,node.kubernetes.io/not-ready=300,node.kubernetes.io/unreachable=300",
            })
    void pods_tolerate_a_lost_node_for_a_while(String given, String expected) {
        Answer created = pod("'tolerations':" + given);

        List<String> tolerations = new ArrayList<>();
        for (JsonNode toleration : created.body().at("/spec/tolerations")) {
            tolerations.add(
                    toleration.path("key").asText()
                            + "="
                            + toleration.path("tolerationSeconds").asInt());
        }
        assertThat(String.join(",", tolerations)).isEqualTo(expected);
    }

    @Test
    void a_pod_runs_as_the_default_account_with_priority_zero() {
        Answer created = pod("'restartPolicy':'Always'");

        assertThat(created.text("/spec/serviceAccountName")).isEqualTo("default");
        assertThat(created.text("/spec/serviceAccount")).isEqualTo("default");
        assertThat(created.body().at("/spec/priority").asInt(-1)).isZero();
        assertThat(created.text("/spec/preemptionPolicy")).isEqualTo("PreemptLowerPriority");
    }

    @Test
    void a_pod_gets_a_token_of_its_account_mounted() {
        Answer created = pod("'initContainers':[{'name':'i','image':'i'}]");

        String name = created.text("/spec/volumes/0/name");
        assertThat(name).matches("kube-api-access-[a-z0-9]{5}");
        String mount =
                "[{\"mountPath\":\"/var/run/secrets/kubernetes.io/serviceaccount\",\"name\":\"%s\",\"readOnly\":true}]"
                        .formatted(name);
        assertThat(sorted(created, "/spec/containers/0/volumeMounts")).isEqualTo(mount);
        assertThat(sorted(created, "/spec/initContainers/0/volumeMounts")).isEqualTo(mount);
        assertThat(sorted(created, "/spec/volumes/0/projected"))
                .isEqualTo(
                        "{\"defaultMode\":420,\"sources\":["
                                + "{\"serviceAccountToken\":{\"expirationSeconds\":3607,\"path\":\"token\"}},"
                                + "{\"configMap\":{\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}],\"name\":\"kube-root-ca.crt\"}},"
                                + "{\"downwardAPI\":{\"items\":[{\"fieldRef\":{\"apiVersion\":\"v1\",\"fieldPath\":\"metadata.namespace\"},\"path\":\"namespace\"}]}}]}");
    }

    private static String sorted(Answer answer, String pointer) {
        return Json.sorted(answer.body().at(pointer)).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'', , true",
        "false, , false",
        "true, , true",
        "'', false, false",
        "true, false, true",
        "false, true, false",
    })
    void a_pod_or_its_account_may_want_no_token(
            String ofPod, @Nullable String ofAccount, boolean isMounted) {
        String account = ofAccount == null ? "" : ",'automountServiceAccountToken':" + ofAccount;
        server.post(
                "/api/v1/namespaces/default/serviceaccounts",
                "{'metadata':{'name':'sa'}" + account + "}");
        String own = ofPod.isEmpty() ? "" : ",'automountServiceAccountToken':" + ofPod;

        Answer created = pod("'serviceAccountName':'sa'" + own);

        assertThat(created.body().at("/spec/volumes").isMissingNode()).isEqualTo(!isMounted);
    }

    @Test
    void what_is_mounted_in_the_tokens_place_stays() {
        Answer created =
                pod(
                        "'volumes':[{'name':'own','emptyDir':{}}],'initContainers':[{'name':'i','image':'i','volumeMounts':[{'name':'own','mountPath':'/var/run/secrets/kubernetes.io/serviceaccount'}]}]");

        assertThat(created.text("/spec/initContainers/0/volumeMounts/0/name")).isEqualTo("own");
        assertThat(created.text("/spec/containers/0/volumeMounts/0/name"))
                .startsWith("kube-api-access-");
        assertThat(created.body().at("/spec/volumes")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"'', reg", "own, own"})
    void a_pod_without_pull_secrets_takes_those_of_its_account(String own, String expected) {
        server.post(
                "/api/v1/namespaces/default/serviceaccounts",
                "{'metadata':{'name':'sa'},'imagePullSecrets':[{'name':'reg'}]}");
        String secrets = own.isEmpty() ? "" : ",'imagePullSecrets':[{'name':'%s'}]".formatted(own);

        Answer created = pod("'serviceAccountName':'sa'" + secrets);

        assertThat(created.body().at("/spec/imagePullSecrets"))
                .hasToString("[{\"name\":\"%s\"}]".formatted(expected));
    }

    @Test
    void the_classes_of_every_cluster_have_their_priority() {
        assertThat(
                        pod("'priorityClassName':'system-node-critical'")
                                .body()
                                .at("/spec/priority")
                                .asInt())
                .isEqualTo(2_000_001_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'serviceAccountName':'gone' | pods \"p\" is forbidden: error looking up service account default/gone: serviceaccount \"gone\" not found",
                "'priorityClassName':'gone' | pods \"p\" is forbidden: no PriorityClass with name gone was found",
                "'runtimeClassName':'gone' | pods \"p\" is forbidden: pod rejected: RuntimeClass \"gone\" not found",
                "'priority':7 | pods \"p\" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name",
            })
    void what_is_not_there_is_refused(String spec, String message) {
        Answer answer = pod(spec);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void a_pod_takes_the_priority_of_the_default_class_and_there_is_one() {
        priorityClass("low", 5, false);
        assertThat(priorityClass("usual", 7, true).status()).isEqualTo(201);

        Answer second = priorityClass("other", 9, true);
        Answer changed =
                server.patch(
                        "/apis/scheduling.k8s.io/v1/priorityclasses/low", "{'globalDefault':true}");
        Answer same =
                server.patch(
                        "/apis/scheduling.k8s.io/v1/priorityclasses/usual", "{'description':'d'}");
        Answer pod = pod("'restartPolicy':'Always'");

        assertThat(second.message())
                .isEqualTo(
                        "priorityclasses.scheduling.k8s.io \"other\" is forbidden: PriorityClass usual is already marked as default. Only one default can exist");
        assertThat(changed.status()).isEqualTo(403);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.text("/metadata/generation")).isEqualTo("1");
        assertThat(pod.text("/spec/priorityClassName")).isEqualTo("usual");
        assertThat(pod.text("/spec/priority")).isEqualTo("7");
    }

    private Answer priorityClass(String name, int value, boolean isDefault) {
        return server.post(
                "/apis/scheduling.k8s.io/v1/priorityclasses",
                "{'metadata':{'name':'%s'},'value':%d,'globalDefault':%s}"
                        .formatted(name, value, isDefault));
    }

    @Test
    void the_classes_of_every_cluster_stay() {
        Answer answer =
                server.send(
                        "DELETE",
                        "/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical",
                        "");

        assertThat(answer.message())
                .isEqualTo(
                        "priorityclasses.scheduling.k8s.io \"system-node-critical\" is forbidden: this is a system priority class and cannot be deleted");
    }

    @Test
    void a_pod_follows_its_runtime_class() {
        runtimeClass();

        Answer created =
                pod(
                        "'runtimeClassName':'r','nodeSelector':{'a':'b'},'tolerations':[{'key':'t','operator':'Exists','effect':'NoSchedule'}]");

        assertThat(created.body().at("/spec/overhead"))
                .hasToString("{\"cpu\":\"250m\",\"memory\":\"64Mi\"}");
        assertThat(created.body().at("/spec/nodeSelector"))
                .hasToString("{\"a\":\"b\",\"disk\":\"fast\"}");
        assertThat(created.body().at("/spec/tolerations/0"))
                .as("what the class tolerates, the pod's own is part of")
                .hasToString(
                        "{\"key\":\"node.kubernetes.io/not-ready\",\"operator\":\"Exists\",\"effect\":\"NoExecute\",\"tolerationSeconds\":300}");
        assertThat(created.body().at("/spec/tolerations/2"))
                .hasToString("{\"key\":\"t\",\"operator\":\"Exists\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'runtimeClassName':'r','nodeSelector':{'disk':'slow'} | conflict: runtimeClass.scheduling.nodeSelector[disk] = fast; pod.spec.nodeSelector[disk] = slow",
                "'runtimeClassName':'r','overhead':{'cpu':'1'} | pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
                "'overhead':{'cpu':'1'} | pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead",
            })
    void a_pod_that_contradicts_its_runtime_class_is_refused(String spec, String why) {
        runtimeClass();

        Answer answer = pod(spec);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo("pods \"p\" is forbidden: " + why);
    }

    @Test
    void a_pod_may_repeat_the_overhead_of_its_runtime_class() {
        runtimeClass();

        Answer created =
                pod("'runtimeClassName':'r','overhead':{'cpu':'0.25','memory':'67108864'}");

        assertThat(created.status()).isEqualTo(201);
    }

    @Test
    void an_ingress_without_a_class_takes_the_newest_default() {
        ingressClass("old", "true");
        server.pass(Duration.ofSeconds(1));
        ingressClass("new", "true");
        server.pass(Duration.ofSeconds(1));
        ingressClass("other", "false");

        Answer none = ingress("none", "{}", "");
        Answer own = ingress("own", "{}", "'ingressClassName':'other',");
        Answer annotated = ingress("old", "{'kubernetes.io/ingress.class':'a'}", "");

        assertThat(none.text("/spec/ingressClassName")).isEqualTo("new");
        assertThat(own.text("/spec/ingressClassName")).isEqualTo("other");
        assertThat(annotated.body().at("/spec").has("ingressClassName")).isFalse();
        assertThat(annotated.warnings())
                .containsExactly(
                        "299 - \"annotation \\\"kubernetes.io/ingress.class\\\" is deprecated, please use 'spec.ingressClassName' instead\"");
    }

    private void ingressClass(String name, String isDefault) {
        server.post(
                "/apis/networking.k8s.io/v1/ingressclasses",
                "{'metadata':{'name':'%s','annotations':{'ingressclass.kubernetes.io/is-default-class':'%s'}},'spec':{'controller':'a/b'}}"
                        .formatted(name, isDefault));
    }

    private Answer ingress(String name, String annotations, String spec) {
        return server.post(
                "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
                "{'metadata':{'name':'%s','annotations':%s},'spec':{%s'rules':[{'host':'a'}]}}"
                        .formatted(name, annotations, spec));
    }

    private void runtimeClass() {
        server.post(
                "/apis/node.k8s.io/v1/runtimeclasses",
                "{'metadata':{'name':'r'},'handler':'h','overhead':{'podFixed':{'cpu':'250m','memory':'64Mi'}},"
                        + "'scheduling':{'nodeSelector':{'disk':'fast'},'tolerations':[{'key':'t','operator':'Exists'}]}}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[], node.kubernetes.io/not-ready:NoSchedule",
                "[{'key':'node.kubernetes.io/not-ready';'effect':'NoSchedule'}], node.kubernetes.io/not-ready:NoSchedule",
                "[{'key':'a';'effect':'NoExecute'}], a:NoExecute node.kubernetes.io/not-ready:NoSchedule",
            })
    void a_new_node_gets_no_pods_until_it_is_ready(String given, String expected) {
        Answer created =
                server.post(
                        "/api/v1/nodes",
                        "{'metadata':{'name':'n'},'spec':{'taints':%s}}"
                                .formatted(given.replace(';', ',')));

        List<String> taints = new ArrayList<>();
        for (JsonNode taint : created.body().at("/spec/taints")) {
            taints.add(taint.path("key").asText() + ":" + taint.path("effect").asText());
        }
        assertThat(String.join(" ", taints)).isEqualTo(expected);
    }

    private Answer pod(String spec) {
        return server.post(
                PODS,
                "{'metadata':{'name':'p'},'spec':{%s,'containers':[{'name':'c','image':'i'}]}}"
                        .formatted(spec));
    }
}
