package dev.skiff.apiserver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiMetricsTest {
    private final ApiMetrics metrics = new ApiMetrics();
    private final ApiHandler handler = metrics.measuring(_ -> ApiResponse.text(200, "ok"));

    private void call(String method, String path, Map<String, String> query, String contentType) {
        handler.handle(
                ApiRequest.send(method, path, query, contentType, new byte[0], UserInfo.ANONYMOUS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/v1/namespaces/a/pods/b        | GET    | '' | pods | '' | resource",
                "GET | /api/v1/namespaces/a/pods/b/log    | GET    | '' | pods | log | resource",
                "GET | /api/v1/namespaces/a/pods          | LIST   | '' | pods | '' | namespace",
                "GET | /api/v1/pods                       | LIST   | '' | pods | '' | cluster",
                "POST | /api/v1/namespaces/a/pods         | POST   | '' | pods | '' | namespace",
                "DELETE | /api/v1/namespaces/a/pods       | DELETECOLLECTION | '' | pods | '' | namespace",
                "GET | /api/v1/namespaces/a               | GET    | '' | namespaces | '' | resource",
                "PUT | /api/v1/namespaces/a/finalize      | PUT    | '' | namespaces | finalize | resource",
                "GET | /apis/apps/v1/namespaces/a/deployments/b | GET | apps | deployments | '' | resource",
                "GET | /api/v1/namespaces/a/nonsense/b    | GET    | '' | '' | '' | ''",
                "GET | /healthz                           | GET    | '' | '' | '' | ''",
            })
    void a_call_is_counted_under_what_it_is_about(
            String method,
            String path,
            String verb,
            String group,
            String resource,
            String subresource,
            String scope) {
        call(method, path, Map.of(), "application/json");

        assertThat(metrics.scrape())
                .contains(
                        "apiserver_request_total{code=\"200\",component=\"apiserver\",dry_run=\"\",group=\"%s\",resource=\"%s\",scope=\"%s\",subresource=\"%s\",verb=\"%s\""
                                .formatted(group, resource, scope, subresource, verb));
    }

    @Test
    void watches_applies_and_dry_runs_are_told_apart() {
        call("GET", "/api/v1/pods", Map.of("watch", "true"), "");
        call("PATCH", "/api/v1/nodes/a", Map.of(), "application/apply-patch+yaml");
        call("PATCH", "/api/v1/nodes/a", Map.of("dryRun", "All"), "application/merge-patch+json");

        assertThat(metrics.scrape())
                .contains("verb=\"WATCH\",version=\"v1\"} 1.0")
                .contains("verb=\"APPLY\",version=\"v1\"} 1.0")
                .contains("dry_run=\"All\"");
    }

    @Test
    void durations_gauges_and_the_process_are_shown() {
        metrics.gauge("skiff.store.revision", "The latest revision.", () -> 42);
        call("GET", "/api/v1/pods", Map.of(), "");

        assertThat(metrics.scrape())
                .contains("apiserver_request_duration_seconds_bucket{")
                .contains("skiff_store_revision 42.0")
                .containsPattern("process_resident_memory_bytes [1-9]")
                .containsPattern("process_cpu_seconds_total [0-9]")
                .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]");
    }
}
