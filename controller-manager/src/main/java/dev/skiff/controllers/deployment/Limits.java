package dev.skiff.controllers.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.util.Optional;

/// How far a Deployment may stray from its replicas while rolling.
///
/// @param surge pods above `replicas`; percentages are rounded up
/// @param unavailable pods below; percentages are rounded down, and 1 if both were 0, since nothing
///     could move otherwise
record Limits(int replicas, int surge, int unavailable) {
    static Limits of(Deployment deployment) {
        int replicas = deployment.getSpec().getReplicas();
        if (!isRolling(deployment)) {
            return new Limits(replicas, 0, 0);
        }
        RollingUpdateDeployment rolling = deployment.getSpec().getStrategy().getRollingUpdate();
        int surge = scaled(rolling == null ? null : rolling.getMaxSurge(), replicas, 99);
        int unavailable = scaled(rolling == null ? null : rolling.getMaxUnavailable(), replicas, 0);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        return new Limits(replicas, surge, Math.min(unavailable, replicas));
    }

    static boolean isRolling(Deployment deployment) {
        return Optional.ofNullable(deployment.getSpec().getStrategy())
                .map(strategy -> !"Recreate".equals(strategy.getType()))
                .orElse(true);
    }

    int mostPods() {
        return replicas + surge;
    }

    int leastAvailable() {
        return replicas - unavailable;
    }

    private static int scaled(
            @org.jspecify.annotations.Nullable IntOrString value, int replicas, int roundUp) {
        if (value == null) {
            return 0;
        }
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        String percent = value.getStrVal();
        long share = Long.parseLong(percent.substring(0, percent.length() - 1)) * replicas;
        return Math.toIntExact((share + roundUp) / 100);
    }
}
