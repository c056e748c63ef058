package dev.skiff.apiserver.registry.kinds.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Certificates are asked for, approved by one and signed by another.
class SigningRequestsTest {
    private static final String REQUESTS =
            "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    private static final String X = REQUESTS + "/x";
    private static final String INVALID =
            "CertificateSigningRequest.certificates.k8s.io \"x\" is invalid: ";

    @AutoClose private final TestServer server = new TestServer();

    @Test
    void whoever_asks_is_named_and_nobody_owns_the_fields() {
        Answer created = ask("team.csr", "'username':'mallory','groups':['g'],'extra':{'a':['b']}");

        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.text("/spec/username")).isEqualTo("admin");
        assertThat(created.body().at("/spec/groups"))
                .hasToString("[\"system:masters\",\"system:authenticated\"]");
        assertThat(created.body().at("/spec").has("extra")).isFalse();
        assertThat(created.body().at("/status")).hasToString("{}");
        assertThat(created.body().at("/metadata").has("managedFields")).isFalse();
        assertThat(server.get(REQUESTS + "?fieldSelector=spec.signerName=example.com/s").body())
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tampered.csr | 'usages':['any'] | spec.request: Invalid value: \"...\": x509: ECDSA verification failure",
                "issued.pem | 'usages':['any'] | spec.request: Invalid value: \"...\": PEM block type must be CERTIFICATE REQUEST",
                "team.csr | 'usages':[] | spec.usages: Required value",
                "team.csr | 'usages':['any','any'] | spec.usages[1]: Duplicate value: \"any\"",
                "team.csr | 'expirationSeconds':599 | spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)",
                "team.csr | 'signerName':'' | spec.signerName: Required value",
                "team.csr | 'signerName':'a/b' | spec.signerName: Invalid value: \"a\": should be a domain with at least two segments separated by dots",
                "team.csr | 'signerName':'kubernetes.io/legacy-unknown' | spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version",
            })
    void a_request_that_cannot_be_is_refused(String file, String spec, String wrong) {
        Answer answer = ask(file, spec);

        assertThat(answer.message().replace(encoded(file), "...")).isEqualTo(INVALID + wrong);
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void nobody_asks_for_a_client_certificate_of_the_masters() {
        Answer answer = ask("masters.csr", "'signerName':'kubernetes.io/kube-apiserver-client'");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo(
                        "certificatesigningrequests.certificates.k8s.io \"x\" is forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed");
    }

    @Test
    void a_verdict_is_passed_through_approval_with_its_time() {
        ask("team.csr", "'usages':['any']");

        Answer approved = server.patch(X + "/approval", condition("Approved", "True"));

        assertThat(approved.status()).as(approved.message()).isEqualTo(200);
        assertThat(approved.text("/status/conditions/0/lastUpdateTime"))
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(approved.text("/status/conditions/0/lastTransitionTime"))
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(row())
                .isEqualTo("[\"x\",\"0s\",\"example.com/s\",\"admin\",\"<none>\",\"Approved\"]");
    }

    @Test
    void the_spec_and_the_verdict_stay_whatever_is_sent_to_the_request_itself() {
        ask("team.csr", "'usages':['any']");

        Answer changed =
                server.patch(
                        X,
                        "{'metadata':{'labels':{'a':'b'}},'spec':{'signerName':'other.com/s'},"
                                + condition("Denied", "True").substring(1));

        assertThat(changed.status()).as(changed.message()).isEqualTo(200);
        assertThat(changed.text("/spec/signerName")).isEqualTo("example.com/s");
        assertThat(changed.body().at("/status")).hasToString("{}");
        assertThat(changed.text("/metadata/labels/a")).isEqualTo("b");
    }

    @Test
    void a_signer_gives_the_certificate_once_and_passes_no_verdict() {
        ask("team.csr", "'usages':['any']");
        String issued = "{'status':{'certificate':'" + encoded("issued.pem") + "'}}";
        String other = "{'status':{'certificate':'" + encoded("team.csr") + "'}}";

        Answer verdict = server.patch(X + "/status", condition("Approved", "True"));
        Answer malformed = server.patch(X + "/status", other);
        Answer first = server.patch(X + "/status", issued);
        Answer second = server.patch(X + "/status", other);

        assertThat(verdict.message())
                .isEqualTo(
                        INVALID
                                + "status.conditions: Forbidden: updates may not add a condition of type \"Approved\"");
        assertThat(malformed.message())
                .isEqualTo(
                        INVALID
                                + "status.certificate: Invalid value: \"<certificate data>\": only CERTIFICATE PEM blocks are allowed, found \"CERTIFICATE REQUEST\"");
        assertThat(first.status()).as(first.message()).isEqualTo(200);
        assertThat(second.message())
                .endsWith(
                        "status.certificate: Forbidden: updates may not modify existing certificate content]");
        assertThat(row()).contains("\"Pending,Issued\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'Approved','status':'False'} | status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"",
                "{'type':'','status':'True'} | status.conditions[0].type: Required value",
                "{'type':'Denied','status':'True'},{'type':'Approved','status':'True'} | status.conditions[1].type: Invalid value: \"Approved\": Approved and Denied conditions are mutually exclusive",
                "{'type':'A','status':'True'},{'type':'A','status':''} | [status.conditions[1].status: Required value, status.conditions[1].type: Duplicate value: \"A\"]",
            })
    void a_verdict_that_cannot_be_is_refused(String conditions, String wrong) {
        ask("team.csr", "'usages':['any']");

        Answer answer =
                server.patch(X + "/approval", "{'status':{'conditions':[" + conditions + "]}}");

        assertThat(answer.message()).isEqualTo(INVALID + wrong);
    }

    @Test
    void a_verdict_is_not_taken_back() {
        ask("team.csr", "'usages':['any']");
        server.patch(X + "/approval", condition("Denied", "True"));

        Answer answer = server.patch(X + "/approval", "{'status':{'conditions':[]}}");

        assertThat(answer.message())
                .isEqualTo(
                        INVALID
                                + "status.conditions: Forbidden: updates may not remove a condition of type \"Denied\"");
    }

    private static String condition(String type, String status) {
        return "{'status':{'conditions':[{'type':'%s','status':'%s','reason':'R'}]}}"
                .formatted(type, status);
    }

    private String row() {
        return server.send(
                        "GET",
                        X,
                        Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "")
                .body()
                .at("/rows/0/cells")
                .toString();
    }

    private Answer ask(String file, String spec) {
        StringBuilder fields = new StringBuilder("'request':'" + encoded(file) + "'");
        if (!spec.contains("'signerName'")) {
            fields.append(",'signerName':'example.com/s'");
        }
        if (!spec.contains("'usages'")) {
            fields.append(",'usages':['client auth']");
        }
        return server.post(
                REQUESTS, "{'metadata':{'name':'x'},'spec':{" + fields + "," + spec + "}}");
    }

    private static String encoded(String file) {
        try (InputStream in =
                Objects.requireNonNull(SigningRequestsTest.class.getResourceAsStream(file), file)) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
