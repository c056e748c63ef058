package dev.skiff.apiserver.metrics;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers `/metrics` for those who may see it, and hands on every other call.
public final class MetricsEndpoint implements ApiHandler {
    private static final String PATH = "/metrics";
    private static final String MONITORING_GROUP = "system:monitoring";
    private static final List<ApiResponse.Header> HEADERS =
            List.of(
                    new ApiResponse.Header(
                            "Content-Type", "text/plain; version=0.0.4; charset=utf-8"));

    private final ApiMetrics metrics;
    private final ApiHandler next;

    public MetricsEndpoint(ApiMetrics metrics, ApiHandler next) {
        this.metrics = metrics;
        this.next = next;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        boolean asked = request.path().equals(PATH) && request.method().equals("GET");
        if (asked && mayRead(request.user())) {
            return new ApiResponse.Full(
                    200, HEADERS, metrics.scrape().getBytes(StandardCharsets.UTF_8));
        }
        return next.handle(request);
    }

    private static boolean mayRead(UserInfo user) {
        return user.isIn(UserInfo.MASTERS_GROUP) || user.isIn(MONITORING_GROUP);
    }
}
