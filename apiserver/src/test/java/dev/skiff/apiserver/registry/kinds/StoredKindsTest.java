package dev.skiff.apiserver.registry.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Warnings and table rows of kinds that are stored, and that nothing acts on.
class StoredKindsTest {
    private static final String NETWORK = "/apis/networking.k8s.io/v1/namespaces/default/";
    private static final String ACCESS =
            "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
    private static final String QUOTAS = "/api/v1/namespaces/default/resourcequotas";
    private static final String POLICIES =
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolic";
    private static final String DEFINITIONS =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String SCHEMA = "'schema':{'openAPIV3Schema':{'type':'object'}}";
    private static final Map<String, String> AS_TABLE =
            Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");

    @AutoClose private final TestServer server = new TestServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'requests.cpu':'2','limits.cpu':'1' | 299 - \"ResourceQuota requests.cpu (2) should be less than limits.cpu (1)\"",
                "'memory':'2Gi','limits.memory':'1Gi' | 299 - \"ResourceQuota memory (2Gi) should be less than limits.memory (1Gi)\"",
            })
    void a_quota_that_allows_more_requests_than_limits_is_warned_of(String hard, String warning) {
        Answer created =
                server.post(
                        QUOTAS, "{'metadata':{'name':'q'},'spec':{'hard':{%s}}}".formatted(hard));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.warnings()).containsExactly(warning);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "2001:db8:0:0::/64, 2001:db8::/64",
                "2001:DB8::/32, 2001:db8::/32",
                "1:0:0:2:0:0:0:0/64, 1:0:0:2::/64",
            })
    void an_unusual_range_is_warned_of(String given, String usual) {
        Answer created =
                server.post(
                        NETWORK + "networkpolicies",
                        "{'metadata':{'name':'n'},'spec':{'podSelector':{},'ingress':[{'from':[{'ipBlock':{'cidr':'%s'}}]}]}}"
                                .formatted(given));

        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.warnings())
                .containsExactly(
                        "299 - \"spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value \\\"%s\\\" should be in RFC 5952 canonical format (\\\"%s\\\")\""
                                .formatted(given, usual));
    }

    @Test
    void a_quota_shows_what_is_used_and_limits_apart() {
        server.post(QUOTAS, "{'metadata':{'name':'q'},'spec':{'hard':{'pods':'2'}}}");
        server.patch(
                QUOTAS + "/q/status",
                "{'status':{'hard':{'pods':'2','limits.cpu':'3','cpu':'1'},'used':{'pods':'1'}}}");

        assertThat(cells(QUOTAS + "/q"))
                .isEqualTo("[\"q\",\"cpu: 0/1, pods: 1/2\",\"limits.cpu: 0/3\",\"0s\"]");
    }

    @Test
    void an_ingress_shows_its_first_hosts_and_where_it_is_reached() {
        server.post(
                NETWORK + "ingresses",
                "{'metadata':{'name':'i'},'spec':{'rules':[{'host':'a'},{'host':'b'},{'host':'c'},{'host':'d'}]}}");
        server.patch(
                NETWORK + "ingresses/i/status",
                "{'status':{'loadBalancer':{'ingress':[{'ip':'9.9.9.9'},{'hostname':'lb'}]}}}");

        assertThat(cells(NETWORK + "ingresses/i"))
                .isEqualTo("[\"i\",\"<none>\",\"a,b,c + 1 more...\",\"9.9.9.9,lb\",\"80\",\"0s\"]");
    }

    @Test
    void an_ingress_is_reached_at_addresses_and_names() {
        server.post(
                NETWORK + "ingresses", "{'metadata':{'name':'i'},'spec':{'rules':[{'host':'a'}]}}");

        Answer answer =
                server.patch(
                        NETWORK + "ingresses/i/status",
                        "{'status':{'loadBalancer':{'ingress':[{'ip':'010.0.0.1'},{'hostname':'1.2.3.4'}]}}}");

        assertThat(answer.message())
                .isEqualTo(
                        "Ingress.networking.k8s.io \"i\" is invalid: [status.loadBalancer.ingress[0].ip: Invalid value: \"010.0.0.1\": must not have leading 0s, status.loadBalancer.ingress[1].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address]");
    }

    @Test
    void a_binding_shows_whom_it_is_for() {
        server.post(
                ACCESS,
                "{'metadata':{'name':'b'},'roleRef':{'kind':'Role','name':'r'},'subjects':[{'kind':'User','name':'u'},{'kind':'User','name':'v'},{'kind':'Group','name':'g'},{'kind':'ServiceAccount','name':'s','namespace':'n'}]}");

        assertThat(cells(ACCESS + "/b"))
                .isEqualTo("[\"b\",\"Role/r\",\"0s\",\"u, v\",\"g\",\"n/s\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "'name':'p' | */p",
                "'name':'p','namespace':'n' | n/p",
                "'selector':{'matchLabels':{'b':'c','a':'d'},'matchExpressions':[{'key':'e','operator':'In','values':['f','g']}]} | &LabelSelector{MatchLabels:map[string]string{a: d,b: c,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:e,Operator:In,Values:[f g],},},}",
            })
    void a_binding_of_a_policy_shows_its_parameters(String given, String shown) {
        server.post(
                POLICIES + "ybindings",
                "{'metadata':{'name':'b'},'spec':{'policyName':'p','validationActions':['Warn'],'paramRef':{%s,'parameterNotFoundAction':'Deny'}}}"
                        .formatted(given));

        assertThat(cells(POLICIES + "ybindings/b"))
                .isEqualTo("[\"b\",\"p\",\"%s\",\"0s\"]".formatted(shown));

        server.send("DELETE", POLICIES + "ybindings/b", Map.of(), "");
    }

    @Test
    void the_status_of_a_policy_is_written_apart() {
        server.post(
                POLICIES + "ies",
                "{'metadata':{'name':'p'},'spec':{'matchConstraints':{'resourceRules':[{'apiGroups':[''],'apiVersions':['v1'],'operations':['CREATE'],'resources':['pods']}]},'paramKind':{'apiVersion':'v1','kind':'ConfigMap'},'validations':[{'expression':'true'}]},'status':{'observedGeneration':1}}");

        Answer refused =
                server.patch(
                        POLICIES + "ies/p/status",
                        "{'status':{'typeChecking':{'expressionWarnings':[{'fieldRef':'spec.a[','warning':''}]}}}");
        Answer written =
                server.patch(
                        POLICIES + "ies/p/status",
                        "{'metadata':{'labels':{'a':'b'}},'spec':{'failurePolicy':'Ignore'},'status':{'observedGeneration':1}}");

        assertThat(refused.message())
                .isEqualTo(
                        "ValidatingAdmissionPolicy.admissionregistration.k8s.io \"p\" is invalid: [status.typeChecking.expressionWarnings[0].warning: Required value, status.typeChecking.expressionWarnings[0].fieldRef: Invalid value: \"spec.a[\": invalid JSONPath: unterminated array]");
        assertThat(written.body().at("/status/observedGeneration").asInt()).isEqualTo(1);
        assertThat(written.body().at("/metadata/labels").isMissingNode()).isTrue();
        assertThat(written.body().at("/spec/failurePolicy").asText()).isEqualTo("Fail");
        assertThat(cells(POLICIES + "ies/p")).isEqualTo("[\"p\",1,\"v1/ConfigMap\",\"0s\"]");
    }

    @Test
    void a_definition_that_is_established_keeps_its_scope_and_names() {
        server.post(DEFINITIONS, definition("{'name':'v1','served':true,'storage':true,%s}"));
        server.patch(
                DEFINITIONS + "/xs.a.example/status",
                "{'status':{'conditions':[{'type':'Established','status':'True'}]}}");

        Answer answer =
                server.patch(
                        DEFINITIONS + "/xs.a.example",
                        "{'spec':{'scope':'Namespaced','group':'b.example','names':{'plural':'ys','kind':'Y','listKind':'YList'}}}");

        assertThat(answer.message())
                .isEqualTo(
                        "CustomResourceDefinition.apiextensions.k8s.io \"xs.a.example\" is invalid: [spec.scope: Invalid value: \"Namespaced\": field is immutable, spec.names.kind: Invalid value: \"Y\": field is immutable, spec.group: Invalid value: \"b.example\": field is immutable, spec.names.plural: Invalid value: \"ys\": field is immutable]");
    }

    @Test
    void a_version_once_stored_in_stays_until_it_is_taken_off_the_record() {
        server.post(DEFINITIONS, definition("{'name':'v1','served':true,'storage':true,%s}"));
        String next = "{'spec':{'versions':[{'name':'v2','served':true,'storage':true,%s}%s]}}";
        String former = ",{'name':'v1','served':true,'storage':false," + SCHEMA + "}";

        Answer added = server.patch(DEFINITIONS + "/xs.a.example", next.formatted(SCHEMA, former));
        Answer removed = server.patch(DEFINITIONS + "/xs.a.example", next.formatted(SCHEMA, ""));

        assertThat(added.body().at("/status/storedVersions")).hasToString("[\"v1\",\"v2\"]");
        assertThat(added.body().at("/metadata/generation").asInt()).isEqualTo(2);
        assertThat(removed.message())
                .endsWith(
                        "is invalid: status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions");
    }

    @Test
    void what_versions_do_not_have_alike_is_told_of_each() {
        Answer answer =
                server.post(
                        DEFINITIONS,
                        definition(
                                "{'name':'v1','served':true,'storage':true,%s},{'name':'v2','served':true,'storage':false,'schema':{'openAPIV3Schema':{'type':'string'}},'subresources':{'scale':{}}}"));

        assertThat(answer.message())
                .endsWith(
                        "is invalid: [spec.versions[1].schema.openAPIV3Schema.type: Invalid value: \"string\": must be object at the root, spec.versions[1].subresources.scale.specReplicasPath: Required value, spec.versions[1].subresources.scale.statusReplicasPath: Required value]");
    }

    @Test
    void a_format_that_nobody_knows_is_warned_of() {
        Answer answer =
                server.post(
                        DEFINITIONS,
                        definition(
                                "{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object','properties':{'a':{'type':'string','format':'postcode'},'b':{'type':'integer','format':'int32'}}}}}"));

        assertThat(answer.warnings())
                .containsExactly("299 - \"unrecognized format \\\"postcode\\\"\"");
    }

    @Test
    void custom_resources_are_not_found() {
        server.post(DEFINITIONS, definition("{'name':'v1','served':true,'storage':true,%s}"));

        assertThat(server.get("/apis/a.example/v1/xs").status()).isEqualTo(404);
    }

    private static String definition(String versions) {
        return "{'metadata':{'name':'xs.a.example'},'spec':{'group':'a.example','scope':'Cluster','names':{'plural':'xs','kind':'X'},'versions':[%s]}}"
                .formatted(versions.replace("%s", SCHEMA));
    }

    private String cells(String path) {
        return server.send("GET", path, AS_TABLE, "").body().at("/rows/0/cells").toString();
    }
}
