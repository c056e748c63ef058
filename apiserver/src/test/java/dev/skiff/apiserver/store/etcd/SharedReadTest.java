package dev.skiff.apiserver.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedReadTest {
    private final List<CompletableFuture<String>> sent = new ArrayList<>();
    private final SharedRead<String> read = new SharedRead<>(this::send);

    private CompletableFuture<String> send() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        sent.add(answer);
        return answer;
    }

    @Test
    void who_comes_while_a_read_is_under_way_shares_the_next() {
        CompletableFuture<String> first = read.get();
        CompletableFuture<String> second = read.get();
        CompletableFuture<String> third = read.get();
        assertThat(sent).hasSize(1);

        sent.get(0).complete("old");
        assertThat(first).isCompletedWithValue("old");
        assertThat(second).isNotDone();
        assertThat(sent).hasSize(2);

        sent.get(1).complete("new");
        assertThat(second).isCompletedWithValue("new");
        assertThat(third).isCompletedWithValue("new");
        assertThat(sent).hasSize(2);
    }

    @Test
    void a_read_that_fails_fails_for_those_who_shared_it_alone() {
        CompletableFuture<String> first = read.get();
        CompletableFuture<String> second = read.get();

        sent.get(0).completeExceptionally(new IllegalStateException("gone"));
        sent.get(1).complete("there");

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue("there");
    }

    @Test
    void who_gives_up_leaves_the_others_waiting() {
        CompletableFuture<String> first = read.get();
        CompletableFuture<String> impatient = read.get();
        CompletableFuture<String> patient = read.get();

        impatient.cancel(true);
        sent.get(0).complete("old");
        sent.get(1).complete("new");

        assertThat(first).isCompletedWithValue("old");
        assertThat(patient).isCompletedWithValue("new");
    }

    @Test
    void a_read_that_cannot_be_sent_is_an_answer_too() {
        SharedRead<String> closed =
                new SharedRead<>(
                        () -> {
                            throw new IllegalStateException("closed");
                        });

        assertThat(closed.get()).isCompletedExceptionally();
        assertThat(closed.get()).isCompletedExceptionally();
    }
}
