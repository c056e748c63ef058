package dev.skiff.controllers.deployment;

import static dev.skiff.controllers.deployment.Rollouts.deployment;
import static dev.skiff.controllers.deployment.Rollouts.rollout;
import static dev.skiff.controllers.deployment.Rollouts.set;
import static dev.skiff.controllers.deployment.Rollouts.sized;
import static dev.skiff.controllers.deployment.Rollouts.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
    @Test
    void the_only_active_replica_set_takes_the_new_size() {
        Rollout rollout =
                rollout(
                        deployment(7, "25%", "25%"),
                        set("v1", 1, 0, 0),
                        sized(set("v2", 2, 3, 3), 3, 4));

        assertThat(Scaling.isScaled(rollout)).isTrue();
        assertThat(words(Scaling.plan(rollout))).containsExactly("web-v2 7");
    }

    @Test
    void without_an_active_one_the_newest_takes_it() {
        Rollout rollout = rollout(deployment(2, "1", "0"), set("v0", 1, 0, 0), set("v1", 2, 0, 0));

        assertThat(words(Scaling.plan(rollout))).containsExactly("web-v1 2");
    }

    @ParameterizedTest(name = "{0} -> {1}: old {2}, new {3}")
    @CsvSource({
        // before, after, old, new, expected. Surge 25 %, so 10 replicas may have 13 pods.
        "10, 20, 8, 5, 'web-v1 15, web-v2 10'",
        "10, 5, 8, 5, 'web-v1 4, web-v2 3'",
        "10, 0, 8, 5, 'web-v1 0, web-v2 0'",
        "4, 6, 3, 2, 'web-v1 5, web-v2 3'"
    })
    void in_the_middle_of_a_rollout_all_share(
            int before, int after, int old, int fresh, String sizes) {
        int max = Limits.of(deployment(before, "25%", "25%")).mostPods();
        ReplicaSet oldSet = sized(set("v1", 1, old, old), before, max);
        ReplicaSet newSet = sized(set("v2", 2, fresh, fresh), before, max);
        Rollout rollout = rollout(deployment(after, "25%", "25%"), oldSet, newSet);

        assertThat(Scaling.isScaled(rollout)).isTrue();
        assertThat(String.join(", ", words(Scaling.plan(rollout)))).isEqualTo(sizes);
    }

    @Test
    void a_size_that_is_right_is_only_noted() {
        Rollout rollout = rollout(deployment(3, "1", "0"), sized(set("v2", 1, 3, 3), 2, 3));

        assertThat(words(Scaling.plan(rollout))).containsExactly("web-v2 3");
        RolloutAction.Resize noted = (RolloutAction.Resize) Scaling.plan(rollout).getFirst();
        assertThat(noted.annotations()).containsEntry(Revisions.DESIRED, "3");
    }

    @Test
    void malformed_size_annotations_count_as_none() {
        ReplicaSet odd =
                set("v2", 1, 3, 3)
                        .edit()
                        .editMetadata()
                        .addToAnnotations(Revisions.MAX, "many")
                        .endMetadata()
                        .build();

        assertThat(Revisions.max(odd)).contains(0);
    }
}
