package dev.skiff.apiserver.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewsTest {
    private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1/";
    private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";
    private static final UserInfo ALICE =
            new UserInfo(
                    "alice",
                    "2",
                    List.of("team-a", UserInfo.AUTHENTICATED_GROUP),
                    Map.of("colour", List.of("red")));
    private static final UserInfo ACCOUNT =
            UserInfo.authenticated(
                    "system:serviceaccount:default:robot",
                    "system:serviceaccounts",
                    "system:serviceaccounts:default");

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void whoever_is_known_is_told_who_he_is() {
        Answer answer = post(ALICE, AUTHENTICATION + "selfsubjectreviews", "{}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("status"))
                .hasToString(
                        "{\"userInfo\":{\"extra\":{\"colour\":[\"red\"]},\"groups\":[\"team-a\",\"system:authenticated\"],\"uid\":\"2\",\"username\":\"alice\"}}");
        assertThat(answer.body().path("metadata"))
                .hasToString("{\"creationTimestamp\":\"2026-01-01T00:00:00Z\"}");
        assertThat(post(UserInfo.ANONYMOUS, AUTHENTICATION + "selfsubjectreviews", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void a_token_is_told_from_none() {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{'metadata':{'name':'robot'}}");
        String token =
                server.post(
                                "/api/v1/namespaces/default/serviceaccounts/robot/token",
                                "{'spec':{'audiences':['vault','other']}}")
                        .text("/status/token");

        Answer good = reviewed("{'token':'" + token + "','audiences':['safe','vault']}");
        Answer elsewhere = reviewed("{'token':'" + token + "'}");

        assertThat(good.text("/status/authenticated")).isEqualTo("true");
        assertThat(good.text("/status/user/username"))
                .isEqualTo("system:serviceaccount:default:robot");
        assertThat(good.body().at("/status/audiences")).hasToString("[\"vault\"]");
        assertThat(elsewhere.status()).isEqualTo(201);
        assertThat(elsewhere.body().path("status"))
                .hasToString("{\"user\":{},\"error\":\"invalid bearer token\"}");
        assertThat(reviewed("{}").message())
                .isEqualTo("token is required for TokenReview in authentication");
    }

    private Answer reviewed(String spec) {
        return server.post(AUTHENTICATION + "tokenreviews", "{'spec':" + spec + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "get, '', pods, default, true",
        "list, '', configmaps, default, true",
        "get, '', secrets, default, false",
        "get, *, *, default, false",
        "get, '', pods, kube-system, false",
        "create, '', pods, default, false",
        "create, authorization.k8s.io, selfsubjectaccessreviews, '', true",
    })
    void what_somebody_may_do_is_told_to_him_and_others(
            String verb, String group, String resource, String namespace, boolean allowed) {
        String attributes =
                "'resourceAttributes':{'verb':'%s','group':'%s','resource':'%s','namespace':'%s'}"
                        .formatted(verb, group, resource, namespace);
        String user =
                "'user':'system:serviceaccount:default:robot','groups':['system:serviceaccounts:default','system:authenticated'],";

        Answer own =
                post(
                        ACCOUNT,
                        AUTHORIZATION + "selfsubjectaccessreviews",
                        "{'spec':{" + attributes + "}}");
        Answer others =
                server.post(
                        AUTHORIZATION + "subjectaccessreviews",
                        "{'spec':{" + user + attributes + "},'status':{'allowed':true}}");

        assertThat(own.status()).isEqualTo(201);
        assertThat(own.body().at("/status/allowed").asBoolean()).isEqualTo(allowed);
        assertThat(others.status()).isEqualTo(201);
        assertThat(others.body().at("/status/allowed").asBoolean()).isEqualTo(allowed);
    }

    @Test
    void paths_and_places_are_asked_about_too() {
        Answer path =
                post(
                        ALICE,
                        AUTHORIZATION + "selfsubjectaccessreviews",
                        "{'spec':{'nonResourceAttributes':{'path':'/version','verb':'get'}}}");
        Answer local =
                server.post(
                        AUTHORIZATION + "namespaces/none/localsubjectaccessreviews",
                        "{'spec':{'groups':['system:masters'],'resourceAttributes':{'namespace':'none','verb':'get','resource':'pods'}}}");

        assertThat(path.body().path("status")).hasToString("{\"allowed\":true}");
        assertThat(local.body().path("status")).hasToString("{\"allowed\":true}");
        assertThat(local.text("/metadata/namespace")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'resourceAttributes':{'fieldSelector':{'rawSelector':'a=b','requirements':[{'key':'a','operator':'Exists','values':['b']}]}} | [spec.resourceAttributes.fieldSelector.rawSelector: Invalid value: \"a=b\": may not specified at the same time as requirements, spec.resourceAttributes.fieldSelector.requirements[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist']",
                "'resourceAttributes':{'labelSelector':{}} | spec.resourceAttributes.labelSelector.requirements: Required value: when spec.resourceAttributes.labelSelector is specified, requirements or rawSelector is required",
                "'resourceAttributes':{'labelSelector':{'requirements':[{'key':'a','operator':'In'}]}} | spec.resourceAttributes.labelSelector.requirements[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
            })
    void what_cannot_be_asked_is_refused(String spec, String error) {
        Answer refused =
                server.post(AUTHORIZATION + "selfsubjectaccessreviews", "{'spec':{" + spec + "}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).isEqualTo(".authorization.k8s.io \"\" is invalid: " + error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fieldSelector':{'requirements':[{'key':'a','operator':'In','values':['b']},{'key':'a','operator':'Gt'}]} | spec.resourceAttributes.fieldSelector partially ignored due to parse error",
                "'fieldSelector':{'rawSelector':'a'},'labelSelector':{'requirements':[{'key':'a','operator':'Gt'}]} | spec.resourceAttributes.fieldSelector ignored due to parse error; spec.resourceAttributes.labelSelector ignored due to parse error",
                "'labelSelector':{'rawSelector':'a in ('} | spec.resourceAttributes.labelSelector ignored due to parse error",
                "'labelSelector':{'rawSelector':'a in (b)'},'fieldSelector':{'rawSelector':'a=b'} | ``",
            })
    void selectors_that_are_not_understood_are_left_out(String selectors, String problem) {
        Answer answer =
                server.post(
                        AUTHORIZATION + "selfsubjectaccessreviews",
                        "{'spec':{'resourceAttributes':{" + selectors + "}}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("/status/evaluationError")).isEqualTo(problem);
    }

    @Test
    void a_node_may_be_asked_about_its_pods() {
        String question =
                "{'spec':{'user':'system:node:n','groups':['system:nodes','system:authenticated'],'resourceAttributes':{'verb':'list','resource':'pods','fieldSelector':{'requirements':[{'key':'spec.nodeName','operator':'In','values':['%s']}]}}}}";

        assertThat(
                        server.post(AUTHORIZATION + "subjectaccessreviews", question.formatted("n"))
                                .text("/status/allowed"))
                .isEqualTo("true");
        assertThat(
                        server.post(AUTHORIZATION + "subjectaccessreviews", question.formatted("m"))
                                .text("/status/allowed"))
                .isEqualTo("false");
    }

    @Test
    void rules_are_told_as_far_as_they_are_rules() {
        String question = "{'spec':{'namespace':'default'}}";
        Answer alice = post(ALICE, AUTHORIZATION + "selfsubjectrulesreviews", question);
        Answer account = post(ACCOUNT, AUTHORIZATION + "selfsubjectrulesreviews", question);

        assertThat(alice.body().at("/status/resourceRules")).hasSize(2);
        assertThat(alice.body().at("/status/nonResourceRules")).hasSize(3);
        assertThat(alice.text("/status/incomplete")).isEqualTo("false");
        assertThat(account.text("/status/incomplete")).isEqualTo("true");
        assertThat(account.text("/status/evaluationError")).isNotEmpty();
        assertThat(post(ALICE, AUTHORIZATION + "selfsubjectrulesreviews", "{}").message())
                .isEqualTo("no namespace on request");
    }

    private Answer post(UserInfo user, String path, String body) {
        return TestServer.answer(
                server.server()
                        .handle(TestServer.request("POST", path, Map.of(), body).withUser(user)));
    }
}
