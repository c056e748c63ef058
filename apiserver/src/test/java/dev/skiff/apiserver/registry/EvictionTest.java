package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionTest {
    private static final String POD = "/api/v1/namespaces/default/pods/p";
    private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private static final String EVICTION =
            "{'apiVersion':'policy/v1','kind':'Eviction','metadata':{'name':'p'}%s}";

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void run_a_pod() {
        server.post(
                "/api/v1/namespaces/default/pods",
                "{'metadata':{'name':'p','labels':{'a':'b'}},'spec':{'nodeName':'n','containers':[{'name':'c','image':'i'}]}}");
        status("'phase':'Running','conditions':[{'type':'Ready','status':'True'}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'observedGeneration':0 | 10 | The disruption budget b is still being processed by the server.",
                "'observedGeneration':1,'desiredHealthy':2,'currentHealthy':2 | 0 | The disruption budget b needs 2 healthy pods and has 2 currently",
                "'observedGeneration':1,'desiredHealthy':2,'currentHealthy':3 | 0 | The disruption budget b does not allow evicting pods currently",
                "'observedGeneration':1,'desiredHealthy':2,'currentHealthy':3,CONDITION'reason':'Other','message':'m'}] | 0 | The disruption budget b does not allow evicting pods currently (Other): m",
                "'observedGeneration':1,CONDITION'reason':'SyncFailed','message':'m'}] | 0 | The disruption budget b does not allow evicting pods currently because it failed sync: m",
            })
    void a_budget_with_nothing_to_give_keeps_its_pods(String status, int retry, String why) {
        budget("b", "");
        budgetStatus(
                status.replace(
                        "CONDITION",
                        "'conditions':[{'type':'DisruptionAllowed','status':'False','lastTransitionTime':'2026-01-01T00:00:00Z',"));

        Answer refused = evict("");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.message())
                .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(refused.body().at("/details/causes"))
                .hasToString("[{\"reason\":\"DisruptionBudget\",\"message\":\"" + why + "\"}]");
        assertThat(refused.body().at("/details/retryAfterSeconds").asInt()).isEqualTo(retry);
        assertThat(refused.headers().containsKey("Retry-After")).isEqualTo(retry > 0);
        assertThat(server.get(POD).body().at("/metadata").has("deletionTimestamp")).isFalse();
    }

    @Test
    void a_budget_gives_one_disruption_away_and_notes_for_whom() {
        budget("b", "");
        budgetStatus("'observedGeneration':1,'disruptionsAllowed':1");

        Answer evicted = evict("");
        Answer again = evict("");

        assertThat(evicted.status()).isEqualTo(201);
        assertThat(again.status()).as("what is going needs no leave").isEqualTo(201);
        Answer budget = server.get(BUDGETS + "/b");
        assertThat(budget.body().at("/status/disruptionsAllowed").asInt(-1)).isZero();
        assertThat(budget.body().at("/status/disruptedPods"))
                .hasToString("{\"p\":\"2026-01-01T00:00:00Z\"}");
        assertThat(budget.body().at("/status/conditions"))
                .hasToString(
                        "[{\"type\":\"DisruptionAllowed\",\"status\":\"False\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\",\"reason\":\"InsufficientPods\",\"message\":\"\",\"observedGeneration\":1}]");
        assertThat(budget.body().findValuesAsText("manager")).contains("kube-apiserver");
        Answer pod = server.get(POD);
        assertThat(pod.body().at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(pod.text("/status/conditions/1/type")).isEqualTo("DisruptionTarget");
        assertThat(pod.text("/status/conditions/1/reason")).isEqualTo("EvictionByEvictionAPI");
        assertThat(pod.body().findValuesAsText("manager")).doesNotContain("kube-apiserver");
    }

    @ParameterizedTest
    @CsvSource({"Pending, 201", "Succeeded, 201", "Failed, 201", "Running, 429", "Unknown, 429"})
    void no_budget_counts_pods_that_do_not_run(String phase, int code) {
        budget("b", "");
        status("'phase':'%s','conditions':[{'type':'Ready','status':'True'}]".formatted(phase));

        assertThat(evict("").status()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', 2, 2, 201",
                "'', 1, 2, 429",
                "'', 0, 0, 429",
                "IfHealthyBudget, 1, 2, 429",
                "AlwaysAllow, 1, 2, 201",
            })
    void a_pod_that_is_not_ready_may_go_without_being_counted(
            String policy, int current, int desired, int code) {
        budget("b", policy.isEmpty() ? "" : ",'unhealthyPodEvictionPolicy':'" + policy + "'");
        budgetStatus(
                "'observedGeneration':1,'currentHealthy':%d,'desiredHealthy':%d"
                        .formatted(current, desired));
        status("'phase':'Running','conditions':[{'type':'Ready','status':'False'}]");

        assertThat(evict("").status()).isEqualTo(code);
        assertThat(server.get(BUDGETS + "/b").body().at("/status").has("disruptedPods")).isFalse();
    }

    @Test
    void a_pod_that_became_ready_meanwhile_is_counted_after_all() {
        budget("b", ",'unhealthyPodEvictionPolicy':'AlwaysAllow'");
        status("'phase':'Running','conditions':[{'type':'Ready','status':'False'}]");
        server.raceOnce(() -> status("'phase':'Running','message':'faster'"));

        Answer refused = evict("");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/details/causes/0/message"))
                .isEqualTo("The disruption budget b is still being processed by the server.");
    }

    @Test
    void a_pod_has_one_budget_at_most() {
        budget("b", "");
        budget("c", "");

        Answer refused = evict("");

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message())
                .isEqualTo(
                        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        assertThat(refused.body().has("reason")).isFalse();
    }

    @Test
    void a_dry_run_takes_nothing() {
        budget("b", "");
        budgetStatus("'observedGeneration':1,'disruptionsAllowed':1");
        String before = server.get(BUDGETS + "/b").text("/metadata/resourceVersion");

        Answer inBody = evict(",'deleteOptions':{'dryRun':['All']}");
        Answer inQuery = server.post(POD + "/eviction?dryRun=All", EVICTION.formatted(""));
        Answer unlike =
                server.post(
                        POD + "/eviction?dryRun=All",
                        EVICTION.formatted(",'deleteOptions':{'dryRun':['x','y']}"));

        assertThat(inBody.status()).isEqualTo(201);
        assertThat(inQuery.status()).isEqualTo(201);
        assertThat(unlike.status()).isEqualTo(500);
        assertThat(unlike.message())
                .isEqualTo("Non-matching dry-run options in request and content: [All] and [x y]");
        assertThat(server.get(BUDGETS + "/b").text("/metadata/resourceVersion")).isEqualTo(before);
        assertThat(server.get(POD).body().at("/status/conditions")).hasSize(1);
    }

    @Test
    void an_eviction_says_how_the_pod_is_deleted() {
        Answer stale =
                evict(",'deleteOptions':{'preconditions':{'uid':'other','resourceVersion':'1'}}");
        Answer brief = evict(",'deleteOptions':{'gracePeriodSeconds':5}");

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.message())
                .startsWith(
                        "Operation cannot be fulfilled on Pod \"p\": the UID in the precondition (other)");
        assertThat(brief.status()).isEqualTo(201);
        assertThat(server.get(POD).body().at("/metadata/deletionGracePeriodSeconds").asInt())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'metadata':{'name':'q'}} | 400 | name in URL does not match name in Eviction object",
                "{'metadata':{'name':'p','namespace':'x'}} | 400 | the namespace of the provided object does not match the namespace sent on the request",
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'}} | 400 | Pod in version \"v1\" cannot be handled as a Eviction: converting (v1.Pod) to (policy.Eviction): unknown conversion",
                "{'apiVersion':'policy/v1beta1','kind':'Eviction','metadata':{'name':'p'}} | 201 | ``",
            })
    void what_is_sent_must_be_an_eviction_of_the_pod(String body, int code, String message) {
        Answer answer = server.post(POD + "/eviction", body);

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void nothing_is_evicted_from_a_namespace_that_is_going() {
        server.post("/api/v1/namespaces", "{'metadata':{'name':'going'}}");
        server.post(
                "/api/v1/namespaces/going/pods",
                "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i'}]}}");
        server.delete("/api/v1/namespaces/going", "");

        Answer refused =
                server.post("/api/v1/namespaces/going/pods/p/eviction", EVICTION.formatted(""));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
    }

    private Answer evict(String more) {
        return server.post(POD + "/eviction", EVICTION.formatted(more));
    }

    private void status(String fields) {
        assertThat(server.patch(POD + "/status", "{'status':{" + fields + "}}").status())
                .isEqualTo(200);
    }

    private void budget(String name, String more) {
        server.post(
                BUDGETS,
                "{'metadata':{'name':'%s'},'spec':{'minAvailable':1,'selector':{'matchLabels':{'a':'b'}}%s}}"
                        .formatted(name, more));
    }

    private void budgetStatus(String fields) {
        assertThat(server.patch(BUDGETS + "/b/status", "{'status':{" + fields + "}}").status())
                .isEqualTo(200);
    }
}
