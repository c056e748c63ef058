package dev.skiff.apiserver.metrics;

import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// The meters of one API server. Thread-safe.
public final class ApiMetrics implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final List<ApiResponse.Header> HEADERS =
            List.of(
                    new ApiResponse.Header(
                            "Content-Type", "text/plain; version=0.0.4; charset=utf-8"));
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<RequestLabels, Meters> meters = new ConcurrentHashMap<>();

    /// @param counters by how the call ended
    private record Meters(Timer timer, Map<Outcome, Counter> counters) {}

    private record Outcome(int code, boolean dryRun) {}

    public ApiMetrics() {
        ProcessMeters.register(registry);
    }

    /// The same handler, counted and timed. Of a watch only its opening is timed.
    public ApiHandler measuring(ApiHandler handler) {
        return request -> {
            long startNanos = registry.config().clock().monotonicTime();
            ApiResponse answer = handler.handle(request);
            count(request, answer, registry.config().clock().monotonicTime() - startNanos);
            return answer;
        };
    }

    private void count(ApiRequest request, ApiResponse answer, long elapsedNanos) {
        RequestLabels labels = RequestLabels.of(request);
        boolean dryRun = !request.query().firstOrEmpty("dryRun").isEmpty();
        Meters known = meters.get(labels);
        if (known == null) {
            known = meters.computeIfAbsent(labels, this::meters);
        }
        known.counters()
                .computeIfAbsent(
                        new Outcome(answer.status(), dryRun), ended -> counter(labels, ended))
                .increment();
        known.timer().record(elapsedNanos, TimeUnit.NANOSECONDS);
    }

    private Meters meters(RequestLabels labels) {
        return new Meters(timer(labels), new ConcurrentHashMap<>());
    }

    private Counter counter(RequestLabels labels, Outcome ended) {
        return Counter.builder("apiserver.request")
                .description("Calls by verb, resource and status code.")
                .tags(tags(labels))
                .tag("code", Integer.toString(ended.code()))
                .tag("dry_run", ended.dryRun() ? "All" : "")
                .register(registry);
    }

    private Timer timer(RequestLabels labels) {
        return Timer.builder("apiserver.request.duration")
                .description("How long calls took; of a watch, until it was open.")
                .tags(tags(labels))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Tags tags(RequestLabels labels) {
        return Tags.of(
                "verb", labels.verb(),
                "group", labels.group(),
                "version", labels.version(),
                "resource", labels.resource(),
                "subresource", labels.subresource(),
                "scope", labels.scope(),
                "component", "apiserver");
    }

    /// Shows a value that is read when asked for.
    ///
    /// @param name with dots: `apiserver.current.inflight.requests`
    /// @param tags names and values in turn
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /// Answers `/metrics`.
    public Optional<ApiResponse> answer(ApiRequest request) {
        return request.path().equals(PATH)
                ? Optional.of(
                        new ApiResponse.Full(
                                200, HEADERS, scrape().getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /// Everything, as Prometheus reads it.
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
