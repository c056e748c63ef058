package dev.skiff.apiserver.health;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.registry.PathEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `/healthz`, `/livez` and `/readyz`, and the single checks below them. Why a check fails
/// is told to the log alone, as anybody may ask.
public final class HealthEndpoint implements PathEndpoint {
    private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);

    private final List<HealthCheck> aliveness;
    private final List<HealthCheck> readiness;

    /// @param aliveness whether it makes sense to wait for this process
    /// @param readiness whether, besides, calls can be sent to it
    public HealthEndpoint(List<HealthCheck> aliveness, List<HealthCheck> readiness) {
        this.aliveness = List.copyOf(aliveness);
        List<HealthCheck> all = new ArrayList<>(aliveness);
        all.addAll(readiness);
        this.readiness = List.copyOf(all);
    }

    @Override
    public Optional<ApiResponse> answer(ApiRequest request) {
        String[] parts = request.path().substring(1).split("/", 2);
        return checks(parts[0])
                .flatMap(
                        checks ->
                                parts.length == 1 || parts[1].isEmpty()
                                        ? Optional.of(all(parts[0], checks, request))
                                        : one(parts[1], checks));
    }

    private Optional<List<HealthCheck>> checks(String name) {
        return switch (name) {
            case "livez" -> Optional.of(aliveness);
            case "healthz", "readyz" -> Optional.of(readiness);
            default -> Optional.empty();
        };
    }

    private static Optional<ApiResponse> one(String name, List<HealthCheck> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .map(
                        check ->
                                check.failure()
                                        .get()
                                        .map(why -> failed(name, why))
                                        .orElseGet(() -> ApiResponse.text(200, "ok")));
    }

    private static ApiResponse failed(String name, String why) {
        log.warn("health check {} failed: {}", name, why);
        return ApiResponse.text(500, "internal server error: " + why + "\n");
    }

    private static ApiResponse all(String path, List<HealthCheck> checks, ApiRequest request) {
        List<String> excluded = request.query().all("exclude");
        StringBuilder lines = new StringBuilder();
        boolean isWell = true;
        for (HealthCheck check : checks) {
            if (excluded.contains(check.name())) {
                lines.append("[+]").append(check.name()).append(" excluded: ok\n");
                continue;
            }
            Optional<String> failure = check.failure().get();
            failure.ifPresent(why -> log.warn("health check {} failed: {}", check.name(), why));
            isWell &= failure.isEmpty();
            lines.append(failure.isEmpty() ? "[+]" : "[-]")
                    .append(check.name())
                    .append(failure.isEmpty() ? " ok\n" : " failed: reason withheld\n");
        }
        if (!isWell) {
            return ApiResponse.text(500, lines + path + " check failed\n");
        }
        return request.query().first("verbose").isPresent()
                ? ApiResponse.text(200, lines + path + " check passed\n")
                : ApiResponse.text(200, "ok");
    }
}
