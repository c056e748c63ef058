package dev.skiff.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.ForwardingStore;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreFullException;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.store.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartTest {
    @Test
    void kinds_are_read_from_the_store_at_once() {
        CountDownLatch two = new CountDownLatch(2);

        start(
                new ReadingStore() {
                    @Override
                    void beforeReading() {
                        two.countDown();
                        assertThat(awaits(two)).isTrue();
                    }
                });

        assertThat(two.getCount()).isZero();
    }

    @Test
    void a_store_that_does_not_answer_is_told_as_such() {
        Store unavailable =
                new ReadingStore() {
                    @Override
                    void beforeReading() {
                        throw new StoreUnavailableException("not there");
                    }
                };

        assertThatThrownBy(() -> start(unavailable))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("not there");
    }

    @Test
    void a_full_store_is_answered_as_upstream_answers_it() {
        Store full =
                new ForwardingStore(new MemoryStore()) {
                    @Override
                    public WriteResult create(String key, byte[] value) {
                        throw new StoreFullException("cannot write: full", new IOException());
                    }
                };
        try (ApiServer server = server(full)) {
            ApiResponse.Full answer =
                    (ApiResponse.Full)
                            server.handle(
                                    ApiRequest.send(
                                            "POST",
                                            "/api/v1/namespaces",
                                            Map.of(),
                                            "application/json",
                                            "{\"metadata\":{\"name\":\"a\"}}"
                                                    .getBytes(StandardCharsets.UTF_8),
                                            ServerIdentity.USER));

            assertThat(new String(answer.body(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(
                            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
                                    + "\"status\":\"Failure\",\"message\":\"cannot write: full\",\"code\":500}");
            assertThatThrownBy(server::start)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("cannot write: full");
        }
    }

    private static ApiServer server(Store store) {
        return new ApiServer(
                ApiServerSettings.standard(), store, () -> Instant.EPOCH, new Random(1), List.of());
    }

    private static void start(Store store) {
        try (ApiServer server = server(store);
                ExecutorService loaders = Executors.newVirtualThreadPerTaskExecutor()) {
            server.start(loaders);
        }
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private abstract static class ReadingStore extends ForwardingStore {
        ReadingStore() {
            super(new MemoryStore());
        }

        abstract void beforeReading();

        @Override
        public RangeResult range(String prefix, String startAfter, int limit, long revision) {
            beforeReading();
            return super.range(prefix, startAfter, limit, revision);
        }
    }
}
