package dev.skiff.apiserver.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSecurityTest {
    private static final String PODS = "/api/v1/namespaces/ns/pods";
    private static final String HOST_PID = "'hostPID':true";
    private static final String WARNING =
            "299 - \"would violate PodSecurity \\\"baseline:v1.25\\\": host namespaces (hostPID=true)\"";

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'enforce':'x' | metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"x\": must be one of privileged, baseline, restricted",
                "'warn':'baseline','warn-version':'v1' | metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: \"v1\": must be \"latest\" or \"v1.x\"",
                "'audit':'','audit-version':'v1.01' | [metadata.labels[pod-security.kubernetes.io/audit]: Invalid value: \"\": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/audit-version]: Invalid value: \"v1.01\": must be \"latest\" or \"v1.x\"]",
            })
    void labels_that_make_no_sense_are_refused(String labels, String errors) {
        Answer answer = namespace(labels);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).isEqualTo("Namespace \"ns\" is invalid: " + errors);
    }

    @Test
    void a_pod_is_held_to_its_namespace() {
        namespace("'enforce':'baseline','enforce-version':'v1.25'");

        Answer refused = pod("p", HOST_PID);
        Answer allowed = pod("q", "'restartPolicy':'Never'");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo(
                        "pods \"p\" is forbidden: violates PodSecurity \"baseline:v1.25\": host namespaces (hostPID=true)");
        assertThat(allowed.status()).isEqualTo(201);
        assertThat(allowed.warnings()).isEmpty();
    }

    @Test
    void who_is_only_to_be_warned_is_warned() {
        namespace("'warn':'baseline','warn-version':'v1.25'");

        Answer pod = pod("p", HOST_PID);
        Answer deployment =
                server.post(
                        "/apis/apps/v1/namespaces/ns/deployments",
                        "{'metadata':{'name':'d'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},'spec':{'hostPID':true,'containers':[{'name':'c','image':'i'}]}}}}");
        Answer scaled =
                server.patch(
                        "/apis/apps/v1/namespaces/ns/deployments/d/scale",
                        "{'spec':{'replicas':3}}");
        Answer cronJob =
                server.post(
                        "/apis/batch/v1/namespaces/ns/cronjobs",
                        "{'metadata':{'name':'j'},'spec':{'schedule':'@daily','jobTemplate':{'spec':{'template':{'spec':{'hostPID':true,'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}}}");

        assertThat(pod.status()).isEqualTo(201);
        assertThat(pod.warnings()).containsExactly(WARNING);
        assertThat(deployment.warnings()).containsExactly(WARNING);
        assertThat(scaled.warnings()).isEmpty();
        assertThat(cronJob.warnings()).containsExactly(WARNING);
    }

    @Test
    void a_workload_is_not_refused_for_its_pods() {
        namespace("'enforce':'restricted'");

        Answer template =
                server.post(
                        "/api/v1/namespaces/ns/podtemplates",
                        "{'metadata':{'name':'t'},'template':{'spec':{'containers':[{'name':'c','image':'i'}]}}}");

        assertThat(template.status()).isEqualTo(201);
        assertThat(template.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{''metadata'':{''labels'':{''a'':''b''}}}', 200",
        "'{''metadata'':{''annotations'':{''container.seccomp.security.alpha.kubernetes.io/c'':''localhost/x''}}}', 403",
        "'{''spec'':{''containers'':[{''name'':''c'',''image'':''other''}]}}', 403",
    })
    void a_pod_from_before_may_change_in_what_is_harmless(String patch, int status) {
        namespace("'warn':'privileged'");
        pod("p", HOST_PID);
        label("'pod-security.kubernetes.io/enforce':'baseline'");

        Answer changed =
                server.send(
                        "PATCH",
                        PODS + "/p",
                        Map.of("Content-Type", "application/strategic-merge-patch+json"),
                        patch);

        assertThat(changed.status()).isEqualTo(status);
    }

    @Test
    void a_stricter_namespace_tells_of_the_pods_that_are_there() {
        namespace("'warn':'privileged'");
        pod("b", HOST_PID);
        pod("a", HOST_PID);

        Answer stricter = label("'pod-security.kubernetes.io/enforce':'baseline'");
        Answer same = label("'other':'label'");
        Answer relaxed = label("'pod-security.kubernetes.io/enforce':'privileged'");

        assertThat(stricter.warnings())
                .containsExactly(
                        "299 - \"existing pods in namespace \\\"ns\\\" violate the new PodSecurity enforce level \\\"baseline:latest\\\"\"",
                        "299 - \"a (and 1 other pod): host namespaces\"");
        assertThat(same.warnings()).isEmpty();
        assertThat(relaxed.warnings()).isEmpty();
    }

    private Answer namespace(String modes) {
        String labels = modes.replaceAll("'([a-z-]+)':", "'pod-security.kubernetes.io/$1':");
        return server.post(
                "/api/v1/namespaces", "{'metadata':{'name':'ns','labels':{" + labels + "}}}");
    }

    private Answer label(String label) {
        return server.patch("/api/v1/namespaces/ns", "{'metadata':{'labels':{" + label + "}}}");
    }

    private Answer pod(String name, String spec) {
        return server.post(
                PODS,
                "{'metadata':{'name':'%s'},'spec':{'containers':[{'name':'c','image':'i'}],%s}}"
                        .formatted(name, spec));
    }
}
