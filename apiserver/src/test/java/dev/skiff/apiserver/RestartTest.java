package dev.skiff.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartTest {
    private final MemoryStore store = new MemoryStore();

    @Test
    void a_server_starts_again_on_what_it_left() {
        revisionAfterStart();
        long before = store.revision();

        assertThat(revisionAfterStart()).isEqualTo(before);
    }

    private long revisionAfterStart() {
        try (ApiServer server =
                new ApiServer(
                        ApiServerSettings.standard(),
                        store,
                        () -> Instant.EPOCH,
                        new Random(1),
                        List.of())) {
            server.start();
            ApiRequest get =
                    ApiRequest.get(
                            "/api/v1/namespaces/default/services/kubernetes",
                            Map.of(),
                            UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP));
            assertThat(server.handle(get).status()).isEqualTo(200);
        }
        return store.revision();
    }
}
