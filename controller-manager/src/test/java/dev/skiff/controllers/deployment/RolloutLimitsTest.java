package dev.skiff.controllers.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays whole rollouts: pods become available in any order, statuses come late. However it goes,
/// the limits hold after every step, and the rollout ends.
class RolloutLimitsTest {
    /// A ReplicaSet, what its pods really are, and what its status says.
    private static final class Played {
        final ReplicaSet set;
        int wanted;
        int available;
        int toldActual;
        int toldAvailable;

        Played(ReplicaSet set, int wanted, int available) {
            this.set = set;
            this.wanted = wanted;
            this.available = available;
            tell();
        }

        void tell() {
            toldActual = wanted;
            toldAvailable = available;
        }

        /// What isn't available goes first.
        void resize(int size) {
            wanted = size;
            available = Math.min(available, size);
        }

        ReplicaSet asSeen() {
            return new ReplicaSetBuilder(set)
                    .editSpec()
                    .withReplicas(wanted)
                    .endSpec()
                    .editOrNewStatus()
                    .withReplicas(toldActual)
                    .withAvailableReplicas(toldAvailable)
                    .endStatus()
                    .build();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void limits_hold_at_every_step(int seed) {
        for (int i = 0; i < 20; i++) {
            play(new SplittableRandom(seed * 1000L + i));
        }
    }

    private static void play(SplittableRandom random) {
        int replicas = 1 + random.nextInt(12);
        Deployment deployment =
                Rollouts.deployment(
                        replicas, random.nextInt(60) + "%", Integer.toString(random.nextInt(4)));
        Limits limits = Limits.of(deployment);
        List<Played> all = new ArrayList<>();
        all.add(new Played(Rollouts.set("v1", 1, 0, 0), replicas, replicas));
        for (int step = 0; step < 10_000; step++) {
            if (isDone(all, replicas)) {
                return;
            }
            switch (random.nextInt(3)) {
                case 0 -> act(deployment, all);
                case 1 -> all.get(random.nextInt(all.size())).tell();
                default -> becomeAvailable(all.get(random.nextInt(all.size())));
            }
            check(all, limits);
        }
        throw new AssertionError("the rollout does not end: " + deployment);
    }

    private static void act(Deployment deployment, List<Played> all) {
        ReplicaSet[] seen = all.stream().map(Played::asSeen).toArray(ReplicaSet[]::new);
        for (RolloutAction action :
                RolloutPlanner.plan(Rollouts.rollout(deployment, seen)).actions()) {
            switch (action) {
                case RolloutAction.Create(var set) ->
                        all.add(new Played(set, set.getSpec().getReplicas(), 0));
                case RolloutAction.Resize(var set, var size, var _) ->
                        all.stream()
                                .filter(p -> nameOf(p.set).equals(nameOf(set)))
                                .forEach(p -> p.resize(size));
                case RolloutAction.Update _, RolloutAction.Delete _ ->
                        throw new AssertionError("not expected: " + action);
            }
        }
    }

    private static void becomeAvailable(Played played) {
        if (played.available < played.wanted) {
            played.available++;
        }
    }

    private static void check(List<Played> all, Limits limits) {
        int wanted = all.stream().mapToInt(p -> p.wanted).sum();
        int available = all.stream().mapToInt(p -> p.available).sum();
        assertThat(wanted).isLessThanOrEqualTo(limits.mostPods());
        assertThat(available).isGreaterThanOrEqualTo(limits.leastAvailable());
    }

    private static boolean isDone(List<Played> all, int replicas) {
        return all.size() == 2
                && all.get(0).wanted == 0
                && all.get(1).wanted == replicas
                && all.get(1).available == replicas;
    }

    private static String nameOf(ReplicaSet set) {
        return set.getMetadata().getName();
    }
}
