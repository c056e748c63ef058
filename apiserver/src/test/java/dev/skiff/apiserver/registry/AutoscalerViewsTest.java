package dev.skiff.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.apiserver.TestServer;
import dev.skiff.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HorizontalPodAutoscalers are one set of objects, seen in two versions.
class AutoscalerViewsTest {
    private static final String OLDER =
            "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
    private static final String NEWER =
            "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
    private static final String TARGET =
            "'maxReplicas':3,'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'w'}";
    private static final String ALPHA = "/metadata/annotations/autoscaling.alpha.kubernetes.io~1";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | 80 | [{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\",\"averageUtilization\":80}}}]",
                "'targetCPUUtilizationPercentage':50 | 50 | [{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\",\"averageUtilization\":50}}}]",
            })
    void what_the_older_version_says_of_the_cpu_is_a_metric_of_the_newer(
            String spec, String percent, String metrics) {
        Answer created = server.post(OLDER, object(spec == null ? "" : "," + spec));

        Answer read = server.get(NEWER + "/x");

        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.text("/apiVersion")).isEqualTo("autoscaling/v1");
        assertThat(created.text("/spec/targetCPUUtilizationPercentage")).isEqualTo(percent);
        assertThat(created.body().at("/status"))
                .hasToString("{\"currentReplicas\":0,\"desiredReplicas\":0}");
        assertThat(read.body().at("/spec/metrics")).hasToString(metrics);
        assertThat(read.body().at("/status"))
                .hasToString("{\"desiredReplicas\":0,\"currentMetrics\":null}");
        assertThat(read.text("/metadata/resourceVersion"))
                .isEqualTo(created.text("/metadata/resourceVersion"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'Pods','pods':{'metric':{'name':'q','selector':{'matchLabels':{'a':'b'}}},'target':{'type':'AverageValue','averageValue':'10'}}} | [{\"type\":\"Pods\",\"pods\":{\"metricName\":\"q\",\"targetAverageValue\":\"10\",\"selector\":{\"matchLabels\":{\"a\":\"b\"}}}}]",
                "{'type':'External','external':{'metric':{'name':'e'},'target':{'type':'Value','value':'5'}}} | [{\"type\":\"External\",\"external\":{\"metricName\":\"e\",\"targetValue\":\"5\"}}]",
                "{'type':'Object','object':{'describedObject':{'kind':'Service','name':'s'},'metric':{'name':'o'},'target':{'type':'Value','value':'1500m'}}} | [{\"type\":\"Object\",\"object\":{\"target\":{\"kind\":\"Service\",\"name\":\"s\"},\"metricName\":\"o\",\"targetValue\":\"1500m\"}}]",
                "{'type':'Resource','resource':{'name':'memory','target':{'type':'AverageValue','averageValue':'1Gi'}}} | [{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\",\"targetAverageValue\":\"1Gi\"}}]",
                "{'type':'ContainerResource','containerResource':{'name':'cpu','container':'c','target':{'type':'Utilization','averageUtilization':70}}} | [{\"type\":\"ContainerResource\",\"containerResource\":{\"name\":\"cpu\",\"targetAverageUtilization\":70,\"container\":\"c\"}}]",
            })
    void metrics_that_the_older_version_does_not_know_pass_through_it_in_an_annotation(
            String metric, String annotation) {
        Answer created = server.post(NEWER, object(",'metrics':[" + metric + "]"));
        assertThat(created.status()).as(created.message()).isEqualTo(201);
        Answer older = server.get(OLDER + "/x");

        Answer replaced =
                server.put(
                        OLDER + "/x",
                        older.body().toString().replace("\"maxReplicas\":3", "\"maxReplicas\":4"));

        assertThat(older.text(ALPHA + "metrics")).isEqualTo(annotation);
        assertThat(older.body().at("/spec").has("targetCPUUtilizationPercentage")).isFalse();
        assertThat(replaced.status()).as(replaced.message()).isEqualTo(200);
        Answer read = server.get(NEWER + "/x");
        assertThat(read.body().at("/spec/metrics")).isEqualTo(created.body().at("/spec/metrics"));
        assertThat(read.text("/spec/maxReplicas")).isEqualTo("4");
        assertThat(read.body().at("/metadata").has("annotations")).isFalse();
    }

    @Test
    void behavior_and_status_pass_through_the_older_version_in_annotations() {
        server.post(NEWER, object(",'behavior':{'scaleDown':{'tolerance':'0.1'}}"));
        String status =
                "{'status':{'currentReplicas':2,'desiredReplicas':2,'currentMetrics':[{'type':'Resource','resource':{'name':'cpu','current':{'averageUtilization':20,'averageValue':'100m'}}}],'conditions':[{'type':'AbleToScale','status':'True','reason':'R'}]}}";
        Answer newer = server.patch(NEWER + "/x/status", status);
        assertThat(newer.status()).as(newer.message()).isEqualTo(200);

        Answer older = server.get(OLDER + "/x");
        Answer changed = server.patch(OLDER + "/x/status", "{'status':{'currentReplicas':3}}");

        assertThat(older.text(ALPHA + "behavior"))
                .isEqualTo(
                        "{\"ScaleUp\":{\"StabilizationWindowSeconds\":0,\"SelectPolicy\":\"Max\",\"Policies\":[{\"Type\":\"Pods\",\"Value\":4,\"PeriodSeconds\":15},{\"Type\":\"Percent\",\"Value\":100,\"PeriodSeconds\":15}],\"Tolerance\":null},\"ScaleDown\":{\"StabilizationWindowSeconds\":null,\"SelectPolicy\":\"Max\",\"Policies\":[{\"Type\":\"Percent\",\"Value\":100,\"PeriodSeconds\":15}],\"Tolerance\":\"100m\"}}");
        assertThat(older.text(ALPHA + "current-metrics"))
                .isEqualTo(
                        "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"currentAverageUtilization\":20,\"currentAverageValue\":\"100m\"}}]");
        assertThat(older.text(ALPHA + "conditions"))
                .isEqualTo(
                        "[{\"type\":\"AbleToScale\",\"status\":\"True\",\"lastTransitionTime\":null,\"reason\":\"R\"}]");
        assertThat(older.text("/status/currentCPUUtilizationPercentage")).isEqualTo("20");
        assertThat(changed.status()).as(changed.message()).isEqualTo(200);
        Answer read = server.get(NEWER + "/x");
        assertThat(read.text("/status/currentReplicas")).isEqualTo("3");
        for (String kept : new String[] {"/spec", "/status/conditions", "/status/currentMetrics"}) {
            assertThat(read.body().at(kept)).isEqualTo(newer.body().at(kept));
        }
    }

    @Test
    void a_status_cannot_be_given_by_annotations() {
        String annotations =
                "'annotations':{'autoscaling.alpha.kubernetes.io/conditions':'[{\\\"type\\\":\\\"A\\\",\\\"status\\\":\\\"True\\\"}]'}";
        server.post(OLDER, "{'metadata':{'name':'x'," + annotations + "},'spec':{" + TARGET + "}}");
        Answer updated = server.patch(OLDER + "/x", "{'metadata':{" + annotations + "}}");

        assertThat(updated.status()).as(updated.message()).isEqualTo(200);
        assertThat(server.get(NEWER + "/x").body().at("/status").has("conditions")).isFalse();
    }

    /// What is stored has to have a form in protobuf.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soon | ''",
                "2024-02-30T00:00:00Z | ''",
                "'' | ''",
                "2024-01-02T03:04:05+01:00 | 2024-01-02T02:04:05Z"
            })
    void a_condition_in_an_annotation_counts_when_its_time_is_one(String written, String read) {
        server.post(OLDER, object(""));

        Answer answer =
                server.patch(
                        OLDER + "/x/status",
                        """
                        {'metadata':{'annotations':{'autoscaling.alpha.kubernetes.io/conditions':'[{\\"type\\":\\"A\\",\\"status\\":\\"True\\",\\"lastTransitionTime\\":\\"%s\\"}]'}}}
                        """
                                .formatted(written));

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        assertThat(server.get(NEWER + "/x").text("/status/conditions/0/lastTransitionTime"))
                .isEqualTo(read);
    }

    @Test
    void an_annotation_that_cannot_be_read_says_nothing() {
        Answer created =
                server.post(
                        OLDER,
                        "{'metadata':{'name':'x','annotations':{'a':'b','autoscaling.alpha.kubernetes.io/metrics':'[{\\\"type\\\":1}]'}},'spec':{"
                                + TARGET
                                + "}}");

        assertThat(created.body().at("/metadata/annotations")).hasToString("{\"a\":\"b\"}");
        assertThat(created.text("/spec/targetCPUUtilizationPercentage")).isEqualTo("80");
    }

    @Test
    void a_mistake_in_the_older_version_is_told_in_words_of_the_newer() {
        Answer answer = server.post(OLDER, object(",'targetCPUUtilizationPercentage':0"));

        assertThat(answer.message())
                .isEqualTo(
                        "HorizontalPodAutoscaler.autoscaling \"x\" is invalid: spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0");
    }

    @ParameterizedTest
    @CsvSource({"v1", "v2"})
    void both_versions_are_stored_as_the_newer(String version) {
        Answer resources = server.get("/apis/autoscaling/" + version);

        assertThat(resources.text("/resources/0/storageVersionHash")).isEqualTo("qwQve8ut294=");
    }

    private static String object(String more) {
        return "{'metadata':{'name':'x'},'spec':{" + TARGET + more + "}}";
    }
}
