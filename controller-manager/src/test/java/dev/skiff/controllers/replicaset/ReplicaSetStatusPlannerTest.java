package dev.skiff.controllers.replicaset;

import static dev.skiff.controllers.replicaset.Pods.NOW;
import static dev.skiff.controllers.replicaset.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaSetStatusPlannerTest {
    private static final ReplicaSet SET =
            new ReplicaSetBuilder()
                    .withNewMetadata()
                    .withGeneration(4L)
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(3)
                    .withMinReadySeconds(30)
                    .withNewTemplate()
                    .withNewMetadata()
                    .addToLabels("app", "web")
                    .endMetadata()
                    .endTemplate()
                    .endSpec()
                    .build();

    @Test
    void counts_every_sort_of_pod() {
        List<Pod> pods =
                List.of(
                        pod("available").readyFor(30).get(),
                        pod("ready").readyFor(29).get(),
                        pod("starting").unready().get(),
                        pod("other-labels").unready().label("db").get(),
                        pod("finished").phase("Failed").get(),
                        pod("going").terminating().get());

        ReplicaSetStatus status = ReplicaSetStatusPlanner.plan(SET, pods, Optional.empty(), NOW);

        assertThat(status.getReplicas()).isEqualTo(4);
        assertThat(status.getFullyLabeledReplicas()).isEqualTo(3);
        assertThat(status.getReadyReplicas()).isEqualTo(2);
        assertThat(status.getAvailableReplicas()).isEqualTo(1);
        assertThat(status.getTerminatingReplicas()).isEqualTo(1);
        assertThat(status.getObservedGeneration()).isEqualTo(4);
        assertThat(ReplicaSetStatusPlanner.nextAvailable(SET, pods, NOW))
                .contains(NOW.plusSeconds(1));
    }

    @Test
    void zeros_are_left_out_but_for_replicas() {
        ReplicaSetStatus status =
                ReplicaSetStatusPlanner.plan(SET, List.of(), Optional.empty(), NOW);

        assertThat(status.getReplicas()).isZero();
        assertThat(status.getTerminatingReplicas()).isZero();
        assertThat(status.getReadyReplicas()).isNull();
        assertThat(status.getFullyLabeledReplicas()).isNull();
    }

    @Test
    void a_failure_becomes_a_condition_and_goes_when_all_is_well() {
        var quota = Optional.of(new PodControl.Failure("FailedCreate", "exceeded quota"));
        ReplicaSetStatus failed = ReplicaSetStatusPlanner.plan(SET, List.of(), quota, NOW);
        ReplicaSet later = new ReplicaSetBuilder(SET).withStatus(failed).build();

        assertThat(failed.getConditions().getFirst().getReason()).isEqualTo("FailedCreate");
        assertThat(failed.getConditions().getFirst().getMessage()).isEqualTo("exceeded quota");
        assertThat(ReplicaSetStatusPlanner.plan(later, List.of(), quota, NOW.plusSeconds(9)))
                .isEqualTo(failed);
        assertThat(
                        ReplicaSetStatusPlanner.plan(later, List.of(), Optional.empty(), NOW)
                                .getConditions())
                .isEmpty();
    }
}
