package dev.skiff.apiserver.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTokensTest {
    private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final TestServer server = new TestServer();
    private String accountUid = "";

    @BeforeEach
    void an_account_and_its_pod() {
        accountUid = server.post(ACCOUNTS, "{'metadata':{'name':'robot'}}").text("/metadata/uid");
        server.post(
                PODS,
                "{'metadata':{'name':'p'},'spec':{'serviceAccountName':'robot','containers':[{'name':'c','image':'i'}]}}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer request(String spec) {
        return server.post(ACCOUNTS + "/robot/token", "{'spec':{" + spec + "}}");
    }

    private String token(String spec) {
        Answer answer = request(spec);
        assertThat(answer.status()).as(answer.message()).isEqualTo(201);
        return answer.text("/status/token");
    }

    private Optional<UserInfo> userOf(String token) {
        return server.server().accountTokens().userOf(token);
    }

    private static JsonNode claims(String token) {
        return Json.readOwn(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    @Test
    void a_token_says_who_its_bearer_is() {
        String token = token("'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'p'}");

        assertThat(userOf(token))
                .hasValue(
                        new UserInfo(
                                "system:serviceaccount:default:robot",
                                accountUid,
                                List.of(
                                        "system:serviceaccounts",
                                        "system:serviceaccounts:default",
                                        "system:authenticated"),
                                Map.of(
                                        "authentication.kubernetes.io/credential-id",
                                        List.of("JTI=" + claims(token).path("jti").asText()),
                                        "authentication.kubernetes.io/pod-name",
                                        List.of("p"),
                                        "authentication.kubernetes.io/pod-uid",
                                        List.of(server.get(PODS + "/p").text("/metadata/uid")))));
    }

    @Test
    void a_token_makes_the_claims_of_kubernetes() {
        JsonNode claims =
                claims(token("'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'p'}"));

        assertThat(claims.path("iss").asText()).isEqualTo("https://kubernetes.default.svc");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"https://kubernetes.default.svc\"]");
        assertThat(claims.path("sub").asText()).isEqualTo("system:serviceaccount:default:robot");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
        assertThat(claims.path("nbf")).isEqualTo(claims.path("iat"));
        assertThat(claims.path("jti").asText()).hasSize(36);
        JsonNode own = claims.path("kubernetes.io");
        assertThat(own.path("namespace").asText()).isEqualTo("default");
        assertThat(own.at("/serviceaccount/uid").asText()).isEqualTo(accountUid);
        assertThat(own.at("/pod/name").asText()).isEqualTo("p");
        assertThat(own.at("/pod/uid").asText())
                .isEqualTo(server.get(PODS + "/p").text("/metadata/uid"));
    }

    @Test
    void a_token_is_good_until_it_expires() {
        Answer answer = request("'expirationSeconds':600");
        String token = answer.text("/status/token");

        assertThat(answer.text("/status/expirationTimestamp")).isEqualTo("2026-01-01T00:10:00Z");
        server.pass(Duration.ofSeconds(599));
        assertThat(userOf(token)).isPresent();
        server.pass(Duration.ofSeconds(1));
        assertThat(userOf(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS + "/robot", PODS + "/p"})
    void a_token_ends_with_what_it_is_bound_to_even_if_something_takes_its_name(String path) {
        String token = token("'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'p'}");
        server.send("DELETE", path + "?gracePeriodSeconds=0", "");

        assertThat(userOf(token)).isEmpty();
        an_account_and_its_pod();
        assertThat(userOf(token)).isEmpty();
    }

    @Test
    void a_token_for_somebody_else_is_none_of_ours() {
        assertThat(userOf(token("'audiences':['vault']"))).isEmpty();
        assertThat(userOf(token("'audiences':['vault','https://kubernetes.default.svc']")))
                .isPresent();
    }

    @Test
    void a_token_that_was_tampered_with_or_signed_elsewhere_is_unknown() {
        String token = token("");
        String[] parts = token.split("\\.");
        String other =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                claims(token)
                                        .toString()
                                        .replace("robot", "admin")
                                        .getBytes(StandardCharsets.UTF_8));
        try (TestServer elsewhere = new TestServer()) {
            assertThat(userOf(parts[0] + "." + other + "." + parts[2])).isEmpty();
            assertThat(userOf("a.b.c")).isEmpty();
            assertThat(userOf("opaque")).isEmpty();
            assertThat(elsewhere.server().accountTokens().userOf(token))
                    .as("an account of another cluster, signed with the same key")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'expirationSeconds':599          | 422 | TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes
                    'expirationSeconds':4294967297   | 422 | TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds
                    'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'x'}           | 404 | pods "x" not found
                    'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'p','uid':'u'} | 409 | Operation cannot be fulfilled on Pod "p": the UID in the bound object reference (u) does not match the UID in record. The object might have been deleted and then recreated
                    'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'q'}           | 400 | cannot bind token for serviceaccount "robot" to pod running with different serviceaccount name.
                    'boundObjectRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'x'} | 400 | cannot bind token to object of type apps/v1, Kind=Deployment
                    """,
            quoteCharacter = '\0')
    void what_cannot_be_granted_is_refused(String spec, int status, String message) {
        server.post(
                PODS, "{'metadata':{'name':'q'},'spec':{'containers':[{'name':'c','image':'i'}]}}");

        Answer answer = request(spec);

        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_request_for_another_account_than_the_paths_is_refused() {
        Answer answer =
                server.post(ACCOUNTS + "/robot/token", "{'metadata':{'name':'other'},'spec':{}}");

        assertThat(answer.message())
                .isEqualTo(
                        "TokenRequest.authentication.k8s.io \"\" is invalid: metadata.name: Invalid"
                                + " value: \"other\": must match the service account name if specified");
    }

    @Test
    void others_learn_how_to_verify_tokens() {
        JsonNode configuration = server.get("/.well-known/openid-configuration").body();
        JsonNode key = server.get("/openid/v1/jwks").body().at("/keys/0");

        assertThat(configuration.path("issuer").asText())
                .isEqualTo("https://kubernetes.default.svc");
        assertThat(configuration.path("jwks_uri").asText()).endsWith("/openid/v1/jwks");
        assertThat(key.path("alg").asText()).isEqualTo("ES256");
        assertThat(key.path("kid").asText())
                .isEqualTo(
                        Json.readOwn(Base64.getUrlDecoder().decode(token("").split("\\.")[0]))
                                .path("kid")
                                .asText());
        assertThat(key.has("d")).as("the private part").isFalse();
    }
}
