package dev.skiff.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.ForwardingStore;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.apiserver.store.RangeResult;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
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

    private static void start(Store store) {
        try (ApiServer server =
                        new ApiServer(
                                ApiServerSettings.standard(),
                                store,
                                () -> Instant.EPOCH,
                                new Random(1),
                                List.of());
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
