package dev.skiff.apiserver.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedRulesTest {
    private static final String DEFAULT = "/api/v1/namespaces/default";
    private static final UserInfo NODE =
            UserInfo.authenticated("system:node:n", UserInfo.NODES_GROUP);
    private static final UserInfo ACCOUNT =
            UserInfo.authenticated(
                    "system:serviceaccount:default:default",
                    "system:serviceaccounts",
                    "system:serviceaccounts:default");
    private static final UserInfo ALICE = UserInfo.authenticated("alice", "team-a");

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void pods() {
        for (String node : new String[] {"n", "other"}) {
            server.post(
                    DEFAULT + "/pods",
                    ("{'metadata':{'name':'on-%s'},'spec':{'nodeName':'%s','containers':"
                                    + "[{'name':'c','image':'i','envFrom':[{'secretRef':{'name':'s-%s'}}]}],"
                                    + "'volumes':[{'name':'v','configMap':{'name':'m-%s'}}]}}")
                            .formatted(node, node, node, node));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/pods, false",
        "GET, /api/v1/pods?fieldSelector=spec.nodeName=n, true",
        "GET, /api/v1/pods?watch=1&fieldSelector=spec.nodeName=n, true",
        "GET, /api/v1/pods?fieldSelector=spec.nodeName=other, false",
        "GET, /api/v1/pods?fieldSelector=spec.nodeName!=n, false",
        "GET, /api/v1/namespaces/default/pods/on-n, true",
        "GET, /api/v1/namespaces/default/pods/on-other, false",
        "PATCH, /api/v1/namespaces/default/pods/on-n/status, true",
        "PATCH, /api/v1/namespaces/default/pods/on-other/status, false",
        "PATCH, /api/v1/namespaces/default/pods/on-n, false",
        "POST, /api/v1/namespaces/default/pods, false",
        "DELETE, /api/v1/namespaces/default/pods/on-n, true",
        "DELETE, /api/v1/namespaces/default/pods/on-other, false",
        "GET, /api/v1/namespaces/default/secrets/s-n, true",
        "GET, /api/v1/namespaces/default/secrets/s-other, false",
        "GET, /api/v1/namespaces/default/secrets, false",
        "GET, /api/v1/namespaces/default/configmaps/m-n, true",
        "GET, /api/v1/namespaces/default/configmaps/m-other, false",
        "GET, /api/v1/namespaces/default/serviceaccounts/default, true",
        "POST, /api/v1/namespaces/default/serviceaccounts/default/token, true",
        "POST, /api/v1/namespaces/default/serviceaccounts/other/token, false",
        "POST, /api/v1/namespaces/default/serviceaccounts, false",
        "GET, /api/v1/nodes, true",
        "PATCH, /api/v1/nodes/n, true",
        "PATCH, /api/v1/nodes/n/status, true",
        "PATCH, /api/v1/nodes/other, false",
        "DELETE, /api/v1/nodes/n, false",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n, true",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/other, false",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/default/leases/n, false",
        "POST, /api/v1/namespaces/default/events, true",
        "GET, /api/v1/services, true",
        "GET, /apis/apps/v1/deployments, false",
    })
    void a_node_may_do_what_concerns_it(String method, String path, boolean isAllowed) {
        assertThat(isAllowed(NODE, method, path)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces/default/configmaps, true",
        "GET, /api/v1/namespaces/default/pods/x, true",
        "GET, /api/v1/namespaces/default/secrets, false",
        "GET, /api/v1/namespaces/default/secrets/x, false",
        "GET, /api/v1/namespaces/kube-system/configmaps, false",
        "GET, /api/v1/configmaps, false",
        "POST, /api/v1/namespaces/default/configmaps, false",
        "GET, /apis, true",
        "GET, /openapi/v3, true",
        "GET, /metrics, false",
    })
    void a_service_account_reads_in_its_namespace(String method, String path, boolean isAllowed) {
        assertThat(isAllowed(ACCOUNT, method, path)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "/version, true",
        "/healthz, true",
        "/livez/ping, true",
        "/readyz, true",
        "/apis, false",
        "/api/v1/namespaces, false",
        "/metrics, false",
        "/versions, false",
    })
    void a_stranger_sees_health_and_version(String path, boolean isAllowed) {
        assertThat(isAllowed(UserInfo.ANONYMOUS, "GET", path)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/v1/namespaces/default/pods/x | pods \"x\" is forbidden: User \"alice\" cannot get resource \"pods\" in API group \"\" in the namespace \"default\"",
                "GET | /api/v1/namespaces/default/pods/x/log | pods \"x\" is forbidden: User \"alice\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"default\"",
                "GET | /apis/apps/v1/deployments | deployments.apps is forbidden: User \"alice\" cannot list resource \"deployments\" in API group \"apps\" at the cluster scope",
                "POST | /api/v1/namespaces/default/pods | pods is forbidden: User \"alice\" cannot create resource \"pods\" in API group \"\" in the namespace \"default\"",
                "GET | /metrics | forbidden: User \"alice\" cannot get path \"/metrics\"",
            })
    void everybody_else_is_refused_in_upstreams_words(String method, String path, String message) {
        Answer answer = send(ALICE, method, path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.text("/reason")).isEqualTo("Forbidden");
    }

    @Test
    void a_node_makes_no_node_but_itself() {
        assertThat(
                        TestServer.answer(
                                        server.server()
                                                .handle(
                                                        TestServer.request(
                                                                        "POST",
                                                                        "/api/v1/nodes",
                                                                        Map.of(),
                                                                        "{'metadata':{'name':'other'}}")
                                                                .withUser(NODE)))
                                .message())
                .isEqualTo(
                        "nodes \"other\" is forbidden: node \"n\" is not allowed to modify node"
                                + " \"other\"");
    }

    private boolean isAllowed(UserInfo user, String method, String path) {
        return send(user, method, path).status() != 403;
    }

    private Answer send(UserInfo user, String method, String path) {
        return TestServer.answer(
                server.server()
                        .handle(TestServer.request(method, path, Map.of(), "").withUser(user)));
    }
}
