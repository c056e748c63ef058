package dev.skiff.ctl.stream;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tasks that run at the same time.
public final class SideBySide {
    private SideBySide() {}

    /// Returns when all are done. The first that fails ends the others and is thrown.
    ///
    /// @param name of the threads, each with a number behind it
    public static void run(String name, List<Runnable> tasks) {
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
        try {
            ExecutorCompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
            tasks.forEach(task -> running.submit(task, true));
            for (int i = 0; i < tasks.size(); i++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a task of " + name + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        } finally {
            threads.shutdownNow();
        }
    }
}
