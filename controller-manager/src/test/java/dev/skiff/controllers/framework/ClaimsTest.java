package dev.skiff.controllers.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private static final LabelSelector WEB =
            new LabelSelectorBuilder().addToMatchLabels("app", "web").build();
    private static final ReplicaSet SET =
            new ReplicaSetBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withUid("me")
                    .endMetadata()
                    .build();
    private static final ReplicaSet DELETED_SET =
            new ReplicaSetBuilder(SET)
                    .editMetadata()
                    .withDeletionTimestamp("2026-01-01T00:00:00Z")
                    .endMetadata()
                    .build();

    @ParameterizedTest
    @CsvSource({
        "me, web, false, owned",
        "me, web, true, owned",
        "me, db, false, release",
        "'', web, false, adopt",
        "'', web, true, none",
        "'', db, false, none",
        "other, web, false, none"
    })
    void owner_and_labels_decide(String owner, String app, boolean deleting, String claim) {
        Claims<Pod> claims = Claims.plan(SET, WEB, List.of(pod(owner, app, deleting)));

        assertThat(claims.owned()).hasSize(claim.equals("owned") ? 1 : 0);
        assertThat(claims.toRelease()).hasSize(claim.equals("release") ? 1 : 0);
        assertThat(claims.toAdopt()).hasSize(claim.equals("adopt") ? 1 : 0);
    }

    @Test
    void who_is_being_deleted_neither_adopts_nor_releases() {
        List<Pod> pods = List.of(pod("", "web", false), pod("me", "db", false));

        Claims<Pod> claims = Claims.plan(DELETED_SET, WEB, pods);

        assertThat(claims).isEqualTo(new Claims<>(List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "In, web, true",
        "In, db, false",
        "In, '', false",
        "NotIn, web, false",
        "NotIn, '', true",
        "Exists, x, true",
        "Exists, '', false",
        "DoesNotExist, x, false",
        "DoesNotExist, '', true"
    })
    void expressions_match_as_in_selectors(String operator, String value, boolean matches) {
        LabelSelector selector =
                new LabelSelectorBuilder()
                        .addNewMatchExpression()
                        .withKey("app")
                        .withOperator(operator)
                        .withValues(operator.endsWith("In") ? List.of("web") : List.of())
                        .endMatchExpression()
                        .build();
        Pod pod =
                value.isEmpty()
                        ? new PodBuilder().withNewMetadata().endMetadata().build()
                        : pod("", value, false);

        assertThat(LabelMatch.matches(selector, pod)).isEqualTo(matches);
    }

    private static Pod pod(String owner, String app, boolean deleting) {
        PodBuilder pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("d")
                        .withName("p")
                        .addToLabels("app", app)
                        .withDeletionTimestamp(deleting ? "2026-01-01T00:00:00Z" : null)
                        .endMetadata();
        if (!owner.isEmpty()) {
            pod.editMetadata()
                    .withOwnerReferences(
                            new OwnerReferenceBuilder()
                                    .withKind("ReplicaSet")
                                    .withName("web")
                                    .withUid(owner)
                                    .withController(true)
                                    .build())
                    .endMetadata();
        }
        return pod.build();
    }
}
