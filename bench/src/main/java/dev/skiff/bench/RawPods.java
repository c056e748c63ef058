package dev.skiff.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The same pods, made straight through the engine.
final class RawPods implements AutoCloseable {
    private final RawEngine engine;
    private final MountedFiles files;
    private List<PodRecipe> recipes = List.of();
    private int round;

    RawPods(RawEngine engine, MountedFiles files) {
        this.engine = engine;
        this.files = files;
    }

    /// Remembers what the engine was asked for by a cluster whose pods run now.
    void learn(String clusterId) throws IOException {
        List<PodRecipe> learnt = new ArrayList<>();
        for (PodRecipe recipe : PodRecipe.ofCluster(engine, clusterId)) {
            learnt.add(recipe.mounting(files));
        }
        if (learnt.isEmpty()) {
            throw new IllegalStateException("no pod of cluster " + clusterId + " runs");
        }
        recipes = List.copyOf(learnt);
    }

    /// Seconds until all of them run. Removes them afterwards.
    double measure(int concurrency) throws IOException, InterruptedException {
        String suffix = "-bench" + round++;
        Queue<String> made = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(concurrency)) {
            try {
                long start = System.nanoTime();
                all(
                        workers,
                        recipes.stream()
                                .<Callable<Void>>map(
                                        recipe ->
                                                () -> {
                                                    recipe.run(engine, suffix, made::add);
                                                    return null;
                                                })
                                .toList());
                return (System.nanoTime() - start) / 1e9;
            } finally {
                all(
                        workers,
                        made.stream().<Callable<JsonNode>>map(id -> () -> remove(id)).toList());
            }
        }
    }

    private JsonNode remove(String id) throws IOException {
        return engine.delete("/containers/" + id + "?force=true");
    }

    private static <T> void all(ExecutorService workers, List<Callable<T>> tasks)
            throws IOException, InterruptedException {
        for (Future<T> done : workers.invokeAll(tasks)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IOException("the engine failed", e.getCause());
            }
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
