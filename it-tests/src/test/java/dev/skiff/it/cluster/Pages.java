package dev.skiff.it.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Fetches the pages that pods serve on port 8080. Thread-safe.
final class Pages implements AutoCloseable {
    /// Long, as slow isn't absent.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// Empty if nobody answers, or not with a page.
    Optional<String> at(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + ":8080/"))
                        .timeout(PATIENCE)
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching a page", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
