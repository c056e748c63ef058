package dev.skiff.apiserver.store;

import static dev.skiff.apiserver.store.StoreContract.bytes;
import static dev.skiff.apiserver.store.StoreContract.line;
import static dev.skiff.apiserver.store.StoreContract.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Creates, updates, deletes and single reads.
interface WriteContract {
    Store store();

    @Test
    default void an_empty_store_is_at_a_positive_revision_and_finds_nothing() {
        assertThat(store().revision()).isPositive();
        assertThat(store().get("/a")).isEmpty();
    }

    @Test
    default void every_write_has_a_greater_revision_and_reaches_it_for_the_whole_store() {
        long before = store().revision();
        long first = written(store().create("/a", bytes("1")));
        long second = written(store().create("/b", bytes("2")));
        long third = written(store().update("/a", bytes("3"), first));
        long fourth = written(store().delete("/b", second));

        assertThat(List.of(before, first, second, third, fourth))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(store().revision()).isEqualTo(fourth);
    }

    @Test
    default void what_was_created_is_read_with_its_revision() {
        long revision = written(store().create("/a", bytes("one")));

        assertThat(store().get("/a").map(StoreContract::line)).contains("/a=one@" + revision);
    }

    @Test
    default void an_existing_key_is_not_created_again() {
        long revision = written(store().create("/a", bytes("one")));

        assertThat(store().create("/a", bytes("two"))).isEqualTo(new WriteResult.AlreadyExists());
        assertThat(store().get("/a").map(StoreContract::line)).contains("/a=one@" + revision);
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void an_update_replaces_value_and_revision() {
        long created = written(store().create("/a", bytes("one")));
        long updated = written(store().update("/a", bytes("two"), created));

        assertThat(store().get("/a").map(StoreContract::line)).contains("/a=two@" + updated);
    }

    @Test
    default void a_write_that_read_an_older_state_conflicts_and_learns_the_current_one() {
        long created = written(store().create("/a", bytes("one")));
        long updated = written(store().update("/a", bytes("two"), created));

        assertThat(conflicting(store().update("/a", bytes("three"), created)))
                .isEqualTo("/a=two@" + updated);
        assertThat(conflicting(store().delete("/a", created))).isEqualTo("/a=two@" + updated);
        assertThat(store().revision()).isEqualTo(updated);
    }

    @Test
    default void a_write_that_expects_a_revision_not_reached_conflicts() {
        long created = written(store().create("/a", bytes("one")));

        assertThat(conflicting(store().update("/a", bytes("two"), created + 100)))
                .isEqualTo("/a=one@" + created);
    }

    @Test
    default void an_update_or_delete_of_what_never_was_is_missing() {
        assertThat(store().update("/a", bytes("one"), 1)).isEqualTo(new WriteResult.Missing());
        assertThat(store().delete("/a", 1)).isEqualTo(new WriteResult.Missing());
    }

    @Test
    default void what_was_deleted_is_missing_and_may_be_created_anew() {
        long created = written(store().create("/a", bytes("one")));
        long deleted = written(store().delete("/a", created));

        assertThat(store().get("/a")).isEmpty();
        assertThat(store().update("/a", bytes("two"), created))
                .isEqualTo(new WriteResult.Missing());
        assertThat(store().delete("/a", deleted)).isEqualTo(new WriteResult.Missing());
        long again = written(store().create("/a", bytes("three")));
        assertThat(again).isGreaterThan(deleted);
        assertThat(store().get("/a").map(StoreContract::line)).contains("/a=three@" + again);
    }

    @Test
    default void a_revision_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> store().update("/a", bytes("one"), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().delete("/a", -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void values_may_be_empty_large_and_any_bytes() {
        byte[] large = new byte[1_400_000];
        new Random(7).nextBytes(large);
        store().create("/empty", new byte[0]);
        store().create("/large", large);

        assertThat(store().get("/empty").orElseThrow().value()).isEmpty();
        assertThat(store().get("/large").orElseThrow().value()).isEqualTo(large);
    }

    @Test
    default void of_many_who_create_one_key_one_succeeds() throws Exception {
        List<WriteResult> results =
                StoreContract.concurrently(16, n -> () -> store().create("/one", bytes("by " + n)));

        assertThat(results).filteredOn(result -> result instanceof WriteResult.Written).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result instanceof WriteResult.AlreadyExists)
                .hasSize(15);
    }

    @Test
    default void no_concurrent_increment_is_lost() throws Exception {
        store().create("/count", new byte[1]);

        StoreContract.concurrently(8, _ -> () -> increment("/count", 10));

        assertThat(store().get("/count").orElseThrow().value()).containsExactly(80);
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    default void a_closed_store_answers_that_it_is_unavailable(Consumer<Store> call) {
        store().close();

        assertThatThrownBy(() -> call.accept(store()))
                .isInstanceOf(StoreUnavailableException.class);
    }

    static List<Consumer<Store>> everyCall() {
        return List.of(
                store -> store.create("/a", bytes("one")),
                store -> store.update("/a", bytes("one"), 1),
                store -> store.delete("/a", 1),
                store -> store.get("/a"),
                store -> store.range("/", "", 0, 0),
                store -> store.watch("/", 1, new RecordingListener()),
                Store::revision,
                store -> store.compact(1));
    }

    private long increment(String key, int times) {
        int done = 0;
        while (done < times) {
            StoreEntry entry = store().get(key).orElseThrow();
            byte[] next = {(byte) (entry.value()[0] + 1)};
            if (store().update(key, next, entry.revision()) instanceof WriteResult.Written) {
                done++;
            }
        }
        return done;
    }

    private static String conflicting(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Conflict.class);
        return line(((WriteResult.Conflict) result).current());
    }
}
