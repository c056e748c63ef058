package dev.skiff.scheduler.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSelectionTest {
    private static final SortedMap<String, String> LABELS =
            new TreeMap<>(Map.of("zone", "a", "cores", "16", "empty", ""));
    private static final SortedMap<String, String> NOTHING = new TreeMap<>();

    @ParameterizedTest
    @CsvSource({
        "zone, In, a|b, true",
        "zone, In, b, false",
        "other, In, a, false",
        "zone, NotIn, b, true",
        "zone, NotIn, a, false",
        "other, NotIn, a, true",
        "zone, Exists, '', true",
        "empty, Exists, '', true",
        "other, Exists, '', false",
        "other, DoesNotExist, '', true",
        "zone, DoesNotExist, '', false",
        "cores, Gt, 15, true",
        "cores, Gt, 16, false",
        "cores, Lt, 17, true",
        "cores, Lt, 16, false",
        "cores, Gt, x, false",
        "zone, Gt, 1, false",
        "other, Lt, 1, false",
        "zone, Like, a, false"
    })
    void a_term_compares_labels(String key, String operator, String values, boolean matches) {
        NodeTerm term = new NodeTerm(List.of(requirement(key, operator, values)), List.of());

        assertThat(term.matches("n1", LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.name, In, n1|n2, true",
        "metadata.name, In, n2, false",
        "metadata.name, NotIn, n1, false",
        "metadata.name, NotIn, n2, true",
        "spec.unschedulable, In, n1, false"
    })
    void a_term_compares_the_name(String key, String operator, String values, boolean matches) {
        NodeTerm term = new NodeTerm(List.of(), List.of(requirement(key, operator, values)));

        assertThat(term.matches("n1", LABELS)).isEqualTo(matches);
    }

    @Test
    void a_term_without_conditions_matches_nothing() {
        assertThat(new NodeTerm(List.of(), List.of()).matches("n1", LABELS)).isFalse();
    }

    @Test
    void all_conditions_of_a_term_must_hold_but_only_one_term() {
        NodeTerm zoneA = new NodeTerm(List.of(requirement("zone", "In", "a")), List.of());
        NodeTerm zoneAOnN2 =
                new NodeTerm(
                        List.of(requirement("zone", "In", "a")),
                        List.of(requirement("metadata.name", "In", "n2")));

        assertThat(required(zoneAOnN2).allows("n1", LABELS)).isFalse();
        assertThat(required(zoneAOnN2, zoneA).allows("n1", LABELS)).isTrue();
    }

    @Test
    void required_affinity_without_terms_allows_nothing() {
        assertThat(required().allows("n1", LABELS)).isFalse();
    }

    @Test
    void selector_and_affinity_must_both_allow() {
        NodeTerm anyZone = new NodeTerm(List.of(requirement("zone", "Exists", "")), List.of());
        NodeSelection selection =
                new NodeSelection(
                        new TreeMap<>(Map.of("cores", "8")),
                        Optional.of(List.of(anyZone)),
                        List.of());

        assertThat(selection.allows("n1", LABELS)).isFalse();
    }

    @Test
    void names_are_known_only_if_every_term_gives_them() {
        NodeTerm named =
                new NodeTerm(List.of(), List.of(requirement("metadata.name", "In", "b|a")));
        NodeTerm byLabel = new NodeTerm(List.of(requirement("zone", "In", "a")), List.of());

        assertThat(required(named).namedNodes().orElseThrow()).containsExactly("a", "b");
        assertThat(required(named, byLabel).namedNodes()).isEmpty();
        assertThat(NodeSelection.ANY.namedNodes()).isEmpty();
    }

    @Test
    void names_within_a_term_must_agree() {
        NodeTerm contradiction =
                new NodeTerm(
                        List.of(),
                        List.of(
                                requirement("metadata.name", "In", "a"),
                                requirement("metadata.name", "In", "b")));

        assertThat(required(contradiction).namedNodes().orElseThrow()).isEmpty();
    }

    private static NodeSelection required(NodeTerm... terms) {
        return new NodeSelection(NOTHING, Optional.of(List.of(terms)), List.of());
    }

    private static NodeRequirement requirement(String key, String operator, String values) {
        return new NodeRequirement(
                key, operator, values.isEmpty() ? List.of() : List.of(values.split("\\|")));
    }
}
