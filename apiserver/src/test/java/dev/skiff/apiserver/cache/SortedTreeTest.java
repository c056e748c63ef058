package dev.skiff.apiserver.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTreeTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void it_agrees_with_a_tree_map_after_every_change(long seed) {
        Random random = new Random(seed);
        TreeMap<String, Integer> expected = new TreeMap<>();
        SortedTree<Integer> tree = SortedTree.empty();
        for (int i = 0; i < 2000; i++) {
            String key = "k" + random.nextInt(300);
            if (random.nextInt(3) == 0) {
                expected.remove(key);
                tree = tree.without(key);
            } else {
                expected.put(key, i);
                tree = tree.with(key, i);
            }
            assertThat(tree.size()).isEqualTo(expected.size());
            assertThat(tree.get(key).orElse(null)).isEqualTo(expected.get(key));
        }
        assertThat(values(tree, "", "")).containsExactlyElementsOf(expected.values());
    }

    @Test
    void an_old_tree_stays_as_it_was() {
        SortedTree<Integer> old = SortedTree.<Integer>empty().with("a", 1).with("b", 2);

        SortedTree<Integer> changed = old.without("a").with("b", 3);

        assertThat(values(old, "", "")).containsExactly(1, 2);
        assertThat(values(changed, "", "")).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', '', 5",
                "b/, '', 3",
                "b/, b/2, 1",
                "b/, b/15, 2",
                "b/, b/3, 0",
                "c/, '', 1",
                "c/, c/1, 0",
                "x/, '', 0",
                "'', b/2, 2",
            })
    void ranges_are_counted_and_walked_alike(String prefix, String startAfter, int count) {
        SortedTree<Integer> tree = SortedTree.empty();
        for (String key : List.of("c/1", "a/1", "b/3", "b/1", "b/2")) {
            tree = tree.with(key, 0);
        }

        assertThat(tree.count(prefix, startAfter)).isEqualTo(count);
        assertThat(values(tree, prefix, startAfter)).hasSize(count);
    }

    @Test
    void sorted_input_keeps_it_shallow_enough_for_quick_reads() {
        SortedTree<Integer> tree = SortedTree.empty();
        for (int i = 0; i < 100_000; i++) {
            tree = tree.with("%06d".formatted(i), i);
        }

        assertThat(tree.depth()).isLessThan(42);
    }

    private static List<Integer> values(SortedTree<Integer> tree, String prefix, String after) {
        List<Integer> values = new ArrayList<>();
        tree.iterator(prefix, after).forEachRemaining(values::add);
        return values;
    }
}
