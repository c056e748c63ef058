package dev.skiff.apiserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthEndpointTest {
    private Optional<String> sickness = Optional.empty();
    private final HealthEndpoint health =
            new HealthEndpoint(
                    List.of(new HealthCheck("ping", Optional::empty)),
                    List.of(new HealthCheck("store", () -> sickness)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/livez | 200 | ok",
                "/readyz | 200 | ok",
                "/healthz | 200 | ok",
                "/livez/ping | 200 | ok",
                "/readyz/store | 200 | ok",
                "/livez?verbose=1 | 200 | [+]ping ok\\nlivez check passed\\n",
                "/readyz?verbose= | 200 | [+]ping ok\\n[+]store ok\\nreadyz check passed\\n",
            })
    void a_well_server_says_so(String path, int status, String text) {
        assertThat(ask(path)).isEqualTo(status + " " + text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/livez | 200 | ok",
                "/readyz | 500 | [+]ping ok\\n[-]store failed: reason withheld\\nreadyz check failed\\n",
                "/readyz?exclude=store | 200 | ok",
            })
    void a_sick_server_says_what_but_not_why(String path, int status, String text) {
        sickness = Optional.of("a secret path");

        assertThat(ask(path)).isEqualTo(status + " " + text.replace("\\n", "\n"));
    }

    @Test
    void other_paths_are_not_its_business() {
        assertThat(health.answer(TestServer.request("GET", "/other", Map.of(), ""))).isEmpty();
        assertThat(health.answer(TestServer.request("GET", "/livez/none", Map.of(), ""))).isEmpty();
    }

    private String ask(String path) {
        ApiResponse.Full answer =
                (ApiResponse.Full)
                        health.answer(TestServer.request("GET", path, Map.of(), "")).orElseThrow();
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }
}
