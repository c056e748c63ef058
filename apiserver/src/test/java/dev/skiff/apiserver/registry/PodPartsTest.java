package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPartsTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String RESOURCES =
            "'resources':{'requests':{'cpu':'1','memory':'1Gi'},'limits':{'cpu':'2'}}";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void ephemeral_containers_come_and_stay() {
        pod("");

        Answer added =
                patch("ephemeralcontainers", "'ephemeralContainers':[{'name':'e','image':'x'}]");
        Answer more =
                patch("ephemeralcontainers", "'ephemeralContainers':[{'name':'f','image':'x'}]");
        Answer through = patch("", "'ephemeralContainers':[{'name':'g','image':'x'}]");

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/spec/ephemeralContainers/0/imagePullPolicy")).isEqualTo("Always");
        assertThat(added.text("/metadata/generation")).isEqualTo("2");
        assertThat(more.body().at("/spec/ephemeralContainers")).hasSize(2);
        assertThat(through.status()).isEqualTo(422);
        assertThat(server.get(PODS + "/p/ephemeralcontainers").body())
                .isEqualTo(server.get(PODS + "/p").body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'name':'e','image':'y'}] | spec.ephemeralContainers: Forbidden: existing ephemeral containers \"e\" may not be changed\\n@@ -1,6 +1,6 @@\\n {\\n  \"Name\": \"e\",\\n- \"Image\": \"x\",\\n+ \"Image\": \"y\",\\n  \"Command\": null,\\n  \"Args\": null,\\n  \"WorkingDir\": \"\",\\n",
                "[{'name':'f','image':'y'}] | spec.ephemeralContainers: Forbidden: existing ephemeral containers \"e\" may not be removed\\n",
                "[{'name':'e','image':'x'},{'name':'c','image':'x'}] | spec.ephemeralContainers[1].name: Duplicate value: \"c\"",
                "[{'name':'e','image':'x'},{'name':'f','image':'x','resources':{'limits':{'cpu':'1'}}}] | spec.ephemeralContainers[1].resources: Forbidden: cannot be set for an Ephemeral Container",
                "[{'name':'e','image':'x'},{'name':'f','image':'x','targetContainerName':'z'}] | spec.ephemeralContainers[1].targetContainerName: Not found: \"z\"",
            })
    void ephemeral_containers_that_cannot_be_are_refused(String containers, String error) {
        pod("");
        patch("ephemeralcontainers", "'ephemeralContainers':[{'name':'e','image':'x'}]");

        Answer refused = merge("ephemeralcontainers", "'ephemeralContainers':" + containers);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo("Pod \"p\" is invalid: " + error.replace("\\n", "\n"));
    }

    @Test
    void through_a_part_nothing_else_changes() {
        pod("");

        Answer changed =
                server.patch(
                        PODS + "/p/ephemeralcontainers",
                        "{'metadata':{'labels':{'a':'b'},'annotations':{'a':'b'}},'spec':{'priority':7,'ephemeralContainers':[{'name':'e','image':'x'}]},'status':{'phase':'Failed'}}");
        Answer resized =
                server.patch(
                        PODS + "/p/resize",
                        "{'metadata':{'labels':{'a':'b'}},'spec':{'nodeSelector':{'a':'b'}},'status':{'phase':'Failed'}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().at("/metadata").has("labels")).isFalse();
        assertThat(changed.body().at("/metadata").has("annotations")).isFalse();
        assertThat(changed.body().at("/spec/priority").asInt(-1)).isZero();
        assertThat(changed.text("/status/phase")).isEqualTo("Pending");
        assertThat(resized.status()).isEqualTo(200);
        assertThat(resized.body().at("/metadata").has("labels")).isFalse();
        assertThat(resized.body().at("/spec").has("nodeSelector")).isFalse();
        assertThat(resized.text("/metadata/generation")).isEqualTo("2");
    }

    @Test
    void a_pod_is_resized_and_keeps_its_image() {
        pod(RESOURCES);

        Answer resized =
                patch(
                        "resize",
                        "'containers':[{'name':'c','image':'other','resources':{'requests':{'cpu':'1500m'},'limits':{'memory':'2Gi'}}}]");

        assertThat(resized.status()).isEqualTo(200);
        assertThat(resized.text("/metadata/generation")).isEqualTo("2");
        assertThat(resized.text("/spec/containers/0/image")).isEqualTo("i");
        assertThat(resized.text("/spec/containers/0/resources/requests/cpu")).isEqualTo("1500m");
        assertThat(resized.text("/spec/containers/0/resources/requests/memory")).isEqualTo("1Gi");
        assertThat(resized.text("/spec/containers/0/resources/limits/memory")).isEqualTo("2Gi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'containers':[{'name':'c','resources':{'requests':{'memory':null}}}] | spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed",
                "'containers':[{'name':'c','resources':{'limits':{'cpu':null}}}] | spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed",
                "'containers':[{'name':'c','resources':{'limits':{'cpu':'500m'}}}] | spec.containers[0].resources.requests: Invalid value: \"1\": must be less than or equal to cpu limit of 500m",
                "'containers':[{'name':'c','resources':{'requests':{'cpu':'2','memory':'1Gi'},'limits':{'memory':'1Gi'}}}] | spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing",
                "'containers':[{'name':'c','resources':{'requests':{'ephemeral-storage':'1Gi'}}}] | spec: Forbidden: only cpu and memory resources are mutable",
                "'containers':[{'name':'c','resizePolicy':[{'resourceName':'cpu','restartPolicy':'RestartContainer'}]}] | spec: Forbidden: only cpu and memory resources are mutable",
                "'containers':[{'name':'d','image':'i'}] | spec.containers: Forbidden: containers may not be added or removed on resize",
                "'resources':{'requests':{'hugepages-2Mi':'2Mi'},'limits':{'hugepages-2Mi':'2Mi'}} | spec: Forbidden: only cpu and memory resources are mutable at pod-level",
            })
    void what_cannot_be_resized_is_refused(String spec, String error) {
        pod(RESOURCES);

        Answer refused = patch("resize", spec);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains(error);
    }

    @Test
    void containers_are_told_by_their_place() {
        pod(RESOURCES);

        Answer refused = merge("resize", "'containers':[{'name':'d','image':'i'}]");

        assertThat(refused.message())
                .isEqualTo(
                        "Pod \"p\" is invalid: [spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing, spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'os':{'name':'windows'} | ``| []: Forbidden: windows pods cannot be resized",
                "'restartPolicy':'Always' | 'containerStatuses':[{'name':'c','state':{'running':{}},'ready':true,'restartCount':0,'image':'i','imageID':''}] | spec: Forbidden: Pod running on node without support for resize",
            })
    void some_pods_cannot_be_resized(String spec, String status, String error) {
        pod(RESOURCES + "}]," + spec + ",'tolerations':[{'operator':'Exists'");
        if (!status.isEmpty()) {
            server.patch(PODS + "/p/status", "{'status':{" + status + "}}");
        }

        Answer refused = resizedTo("1500m");

        assertThat(refused.message()).isEqualTo("Pod \"p\" is invalid: " + error);
    }

    @Test
    void a_static_pod_has_no_parts_that_change() {
        server.post(
                PODS,
                "{'metadata':{'name':'p','annotations':{'kubernetes.io/config.mirror':'x'}},'spec':{'nodeName':'n','automountServiceAccountToken':false,'containers':[{'name':'c','image':'i'}]}}");

        assertThat(
                        patch(
                                        "ephemeralcontainers",
                                        "'ephemeralContainers':[{'name':'e','image':'x'}]")
                                .message())
                .isEqualTo(
                        "Pod \"p\" is invalid: []: Forbidden: static pods do not support ephemeral containers");
        assertThat(resizedTo("1").message())
                .isEqualTo("Pod \"p\" is invalid: []: Forbidden: static pods cannot be resized");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "linux | 4 | 1500m | ``",
                "linux | 1400m | 1500m | node didn't have enough allocatable resources: cpu, requested: 1500, allocatable: 1400",
                "windows | 4 | 1500m | pod resize is only supported on linux nodes, node \"n\" is \"windows\"",
                "`` | 4 | 1500m | node \"n\" not found",
                "`` | 4 | 1 | ``",
            })
    void a_pod_grows_no_larger_than_its_node(
            String system, String cpu, String asked, String refusal) {
        if (!system.isEmpty()) {
            server.post(
                    "/api/v1/nodes",
                    "{'metadata':{'name':'n','labels':{'kubernetes.io/os':'%s'}},'status':{'allocatable':{'cpu':'%s','memory':'8Gi'}}}"
                            .formatted(system, cpu));
        }
        pod(RESOURCES + "}],'nodeName':'n','tolerations':[{'operator':'Exists'");

        Answer answer = resizedTo(asked);

        assertThat(answer.message())
                .isEqualTo(refusal.isEmpty() ? "" : "pods \"p\" is forbidden: " + refusal);
    }

    private Answer resizedTo(String cpu) {
        return patch(
                "resize",
                "'containers':[{'name':'c','resources':{'requests':{'cpu':'" + cpu + "'}}}]");
    }

    private void pod(String container) {
        String more = container.isEmpty() ? "" : "," + container;
        Answer created =
                server.post(
                        PODS,
                        "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'"
                                + more
                                + "}]}}");
        assertThat(created.status()).as(created.message()).isEqualTo(201);
    }

    private Answer patch(String part, String spec) {
        return server.send(
                "PATCH",
                PODS + "/p" + (part.isEmpty() ? "" : "/" + part),
                Map.of("Content-Type", "application/strategic-merge-patch+json"),
                "{'spec':{" + spec + "}}");
    }

    private Answer merge(String part, String spec) {
        return server.patch(PODS + "/p/" + part, "{'spec':{" + spec + "}}");
    }
}
