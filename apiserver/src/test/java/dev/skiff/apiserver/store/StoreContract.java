package dev.skiff.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every store must do. Make a subclass for each: it says how to open an empty store.
/// Revisions are compared, never expected to be dense: others may write to the same etcd.
public abstract class StoreContract implements WriteContract, RangeContract, WatchContract {
    private Store store;

    /// A new store without any key.
    protected abstract Store openEmpty();

    @BeforeEach
    void openStore() {
        store = openEmpty();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static long written(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).revision();
    }

    static RangeResult.Page page(RangeResult result) {
        assertThat(result).isInstanceOf(RangeResult.Page.class);
        return (RangeResult.Page) result;
    }

    /// One line for each entry, `key=value@revision`.
    static List<String> lines(RangeResult result) {
        return page(result).entries().stream().map(StoreContract::line).toList();
    }

    static String line(StoreEntry entry) {
        return entry.key() + "=" + text(entry.value()) + "@" + entry.revision();
    }

    static String line(StoreEvent event) {
        return switch (event) {
            case StoreEvent.Put put -> line(put.entry());
            case StoreEvent.Delete(var key, var revision) -> key + " deleted@" + revision;
        };
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /// Runs `count` tasks at the same time and gives their results.
    protected static <T> List<T> concurrently(int count, IntFunction<Callable<T>> task)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future :
                    threads.invokeAll(IntStream.range(0, count).mapToObj(task).toList())) {
                results.add(future.get());
            }
            return results;
        }
    }
}
