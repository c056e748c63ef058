package dev.skiff.apiserver.store;

import static dev.skiff.apiserver.store.StoreContract.bytes;
import static dev.skiff.apiserver.store.StoreContract.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends StoreContract {
    @Override
    protected Store openEmpty() {
        return new MemoryStore();
    }

    @Test
    void listeners_are_told_in_the_writing_call_by_the_writing_thread() {
        List<Thread> tellers = new ArrayList<>();
        RecordingListener listener = new RecordingListener();
        Store store = store();
        store.watch("/", store.revision(), listener);
        store.watch("/", store.revision(), onEvents(() -> tellers.add(Thread.currentThread())));

        long revision = written(store.create("/a", bytes("one")));

        assertThat(listener.progress()).isEqualTo(revision);
        assertThat(tellers).containsExactly(Thread.currentThread());
    }

    @Test
    void history_is_bounded() {
        Store store = new MemoryStore(100);
        long revision = written(store.create("/lease", bytes("0")));
        for (int n = 1; n < 1_000; n++) {
            revision = written(store.update("/lease", bytes("" + n), revision));
        }

        assertThat(store.range("/", "", 0, revision - 100)).isInstanceOf(RangeResult.Page.class);
        assertThat(store.range("/", "", 0, revision - 300))
                .isInstanceOf(RangeResult.Compacted.class);
    }

    @Test
    void a_listener_that_throws_is_ended_and_the_writer_hears_why() {
        List<Long> ended = new ArrayList<>();
        Store store = store();
        store.watch(
                "/",
                store.revision(),
                new StoreListener() {
                    @Override
                    public void onEvents(List<StoreEvent> events) {
                        throw new IllegalStateException("a bug");
                    }

                    @Override
                    public void onProgress(long revision) {}

                    @Override
                    public void onCompacted(long oldest) {
                        ended.add(oldest);
                    }
                });

        assertThatThrownBy(() -> store.create("/a", bytes("one"))).hasMessage("a bug");
        assertThat(ended).hasSize(1);
        assertThat(store.create("/b", bytes("two"))).isInstanceOf(WriteResult.Written.class);
    }

    private static StoreListener onEvents(Runnable action) {
        return new StoreListener() {
            @Override
            public void onEvents(List<StoreEvent> events) {
                action.run();
            }

            @Override
            public void onProgress(long revision) {}

            @Override
            public void onCompacted(long oldest) {}
        };
    }
}
