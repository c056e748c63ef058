package dev.skiff.controllers;

import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Transport;
import dev.skiff.controllers.deployment.DeploymentReconciler;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.controllers.replicaset.ReplicaSetReconciler;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Every controller there is.
public final class Controllers {
    private record Entry(String name, Function<ControllerContext, ControllerLoop<?>> loop) {}

    private static final List<Entry> ALL =
            List.of(
                    new Entry("deployment-controller", DeploymentReconciler::loop),
                    new Entry("replicaset-controller", ReplicaSetReconciler::loop));

    private Controllers() {}

    /// Wires all controllers; they work as long as their parts are driven.
    public static List<ControllerContext.Part> wire(
            Transport transport,
            ControllerSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        ControllerContext context = new ControllerContext(transport, settings, clock, random);
        ALL.forEach(entry -> context.add(entry.name(), entry.loop().apply(context)));
        return context.parts();
    }
}
