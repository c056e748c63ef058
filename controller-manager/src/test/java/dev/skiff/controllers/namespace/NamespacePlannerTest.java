package dev.skiff.controllers.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamespacePlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Namespace SHOP =
            new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build();

    @Test
    void what_remains_is_said_in_upstreams_words() {
        NamespaceStatus status =
                NamespacePlanner.plan(
                        SHOP,
                        List.of(
                                new Remainder(Kinds.POD, 2, Map.of("a/b", 1)),
                                new Remainder(Kinds.DEPLOYMENT, 1, Map.of("a/b", 1))),
                        List.of("pods is forbidden"),
                        NOW);

        assertThat(status.getPhase()).isEqualTo("Terminating");
        assertThat(words(status))
                .isEqualTo(
                        """
                        NamespaceDeletionDiscoveryFailure False ResourcesDiscovered: All resources successfully discovered
                        NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions: All legacy kube types successfully parsed
                        NamespaceDeletionContentFailure True ContentDeletionFailed: Failed to delete all resource types, 1 remaining: pods is forbidden
                        NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: deployments.apps has 1 resource instances, pods. has 2 resource instances
                        NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: a/b in 2 resource instances""");
    }

    @Test
    void times_of_transition_stay_while_nothing_changes() {
        NamespaceStatus first = NamespacePlanner.plan(SHOP, List.of(), List.of("no"), NOW);
        Namespace later = new NamespaceBuilder(SHOP).withStatus(first).build();

        NamespaceStatus same =
                NamespacePlanner.plan(later, List.of(), List.of("no"), NOW.plusSeconds(9));
        NamespaceStatus other =
                NamespacePlanner.plan(later, List.of(), List.of(), NOW.plusSeconds(9));

        assertThat(same).isEqualTo(first);
        assertThat(other.getConditions().get(2).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:09Z");
        assertThat(other.getConditions().get(3).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    private static String words(NamespaceStatus status) {
        return status.getConditions().stream()
                .map(
                        c ->
                                "%s %s %s: %s"
                                        .formatted(
                                                c.getType(),
                                                c.getStatus(),
                                                c.getReason(),
                                                c.getMessage()))
                .collect(Collectors.joining("\n"));
    }
}
