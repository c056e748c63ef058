package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void who_finds_no_room_in_time_gets_none() throws InterruptedException {
        Lane lane = new Lane(1, 10, SHORT);
        Lane.Place held = lane.enter("a").orElseThrow();

        assertThat(lane.enter("b")).isEmpty();
        held.leave();
        held.leave();

        assertThat(lane.enter("b")).isPresent();
        assertThat(lane.enter("a")).isEmpty();
    }

    @Test
    void only_so_many_wait() throws InterruptedException {
        Lane lane = new Lane(1, 0, LONG);
        var _ = lane.enter("a").orElseThrow();

        assertThat(lane.enter("b")).isEmpty();
    }

    @Test
    void one_caller_does_not_take_all_the_room() throws InterruptedException {
        Lane lane = new Lane(4, 10, SHORT);
        for (int i = 0; i < 3; i++) {
            assertThat(lane.enter("greedy")).isPresent();
        }

        assertThat(lane.enter("greedy")).isEmpty();
        assertThat(lane.enter("modest")).isPresent();
    }

    @Test
    void one_caller_does_not_take_all_the_line() throws InterruptedException {
        Lane lane = new Lane(1, 4, LONG);
        var _ = lane.enter("other").orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Optional<Lane.Place>>> line = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                line.add(CompletableFuture.supplyAsync(() -> entered(lane, "greedy"), threads));
            }
            await().until(() -> lane.waiting() == 3);

            assertThat(lane.enter("greedy")).isEmpty();
            line.add(CompletableFuture.supplyAsync(() -> entered(lane, "modest"), threads));
            await().until(() -> lane.waiting() == 4);
            threads.shutdownNow();
        }
    }

    @Test
    void a_place_that_comes_free_goes_to_who_waits_longest_and_may_have_it() throws Exception {
        Lane lane = new Lane(2, 10, LONG);
        Lane.Place greedy = lane.enter("greedy").orElseThrow();
        Lane.Place other = lane.enter("other").orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var again = CompletableFuture.supplyAsync(() -> entered(lane, "greedy"), threads);
            await().until(() -> lane.waiting() == 1);
            var modest = CompletableFuture.supplyAsync(() -> entered(lane, "modest"), threads);
            await().until(() -> lane.waiting() == 2);

            other.leave();
            assertThat(modest.get()).isPresent();
            assertThat(again).isNotDone();
            greedy.leave();
            assertThat(again.get()).isPresent();
        }
    }

    @Test
    void there_are_never_more_than_the_bound_and_none_is_lost() {
        Lane lane = new Lane(4, 1000, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String caller = "caller" + i % 3;
                calls.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    Lane.Place place = entered(lane, caller).orElseThrow();
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    Thread.yield();
                                    inside.decrementAndGet();
                                    place.leave();
                                },
                                threads));
            }
        }

        assertThat(calls).allSatisfy(call -> assertThat(call).isCompleted());
        assertThat(most.get()).isBetween(1, 4);
    }

    private static Optional<Lane.Place> entered(Lane lane, String caller) {
        try {
            return lane.enter(caller);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
