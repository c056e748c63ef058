package dev.skiff.it.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Asks pods for their page again and again while something else happens, and notes whoever does
/// not answer.
final class Canary implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 50;

    private final List<String> addresses;
    private final Pages pages = new Pages();
    private final List<String> failures = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int answers;

    private Canary(List<String> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    static Canary watch(List<PodView> pods) {
        Canary canary = new Canary(pods.stream().map(PodView::address).toList());
        Future<?> _ =
                canary.clock.scheduleWithFixedDelay(
                        canary::ask, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return canary;
    }

    private void ask() {
        for (String address : addresses) {
            if (pages.at(address).filter(HelloApp.PAGE::equals).isPresent()) {
                answers++;
            } else {
                failures.add("no page from " + address + " after " + answers + " answers");
            }
        }
    }

    /// Who didn't answer until now.
    List<String> failures() {
        return await(clock, () -> List.copyOf(failures));
    }

    int answers() {
        return await(clock, () -> answers);
    }

    /// What the asking thread says; it alone looks at what it has noted.
    private static <T> T await(ExecutorService thread, java.util.concurrent.Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the canary", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the canary has failed", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pages.close();
    }
}
