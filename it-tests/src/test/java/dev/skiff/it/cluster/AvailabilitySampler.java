package dev.skiff.it.cluster;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Counts an application's pods that answer at their addresses, every 50 ms until stopped.
final class AvailabilitySampler {
    private static final int INTERVAL_MILLIS = 50;

    private final HelloApp app;
    private final Pages pages = new Pages();
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Future<?> loop;

    /// @param answering how many pods served the page
    /// @param lasting how many pods were not terminating
    record Sample(int answering, int lasting) {}

    private AvailabilitySampler(HelloApp app) {
        this.app = app;
    }

    static AvailabilitySampler start(HelloApp app) {
        AvailabilitySampler sampler = new AvailabilitySampler(app);
        sampler.loop =
                sampler.clock.scheduleAtFixedRate(
                        sampler::sample, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return sampler;
    }

    /// Ends it; what it saw. Fails if it could not look.
    List<Sample> stop() throws InterruptedException, ExecutionException {
        try {
            boolean hasFailed = requireNonNull(loop).isDone();
            if (hasFailed) {
                requireNonNull(loop).get();
            }
            clock.submit(() -> requireNonNull(loop).cancel(false)).get();
            return List.copyOf(samples);
        } finally {
            clock.shutdownNow();
            fetchers.shutdownNow();
            pages.close();
        }
    }

    /// Pods that are about to go or to come may answer too: what counts is that enough do.
    private void sample() {
        List<PodView> pods = app.pods();
        List<Future<Boolean>> answers =
                pods.stream()
                        .map(PodView::address)
                        .filter(address -> !address.isEmpty())
                        .map(address -> fetchers.submit(() -> isServed(address)))
                        .toList();
        int answering = (int) answers.stream().filter(AvailabilitySampler::isTrue).count();
        int lasting = (int) pods.stream().filter(pod -> !pod.isTerminating()).count();
        samples.add(new Sample(answering, lasting));
    }

    private boolean isServed(String address) {
        return pages.at(address).filter(HelloApp.PAGE::equals).isPresent();
    }

    private static boolean isTrue(Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sampling", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a page can't be fetched", e);
        }
    }
}
