package dev.skiff.controllers;

import dev.skiff.client.Transport;
import dev.skiff.controllers.deployment.DeploymentReconciler;
import dev.skiff.controllers.endpoints.ServiceEndpointsReconciler;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.controllers.garbage.GarbageReconciler;
import dev.skiff.controllers.namespace.NamespaceDefaultsReconciler;
import dev.skiff.controllers.namespace.NamespaceReconciler;
import dev.skiff.controllers.node.NodeLifecycle;
import dev.skiff.controllers.replicaset.ReplicaSetReconciler;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Every controller there is.
public final class Controllers {
    private static final List<Consumer<ControllerContext>> ALL =
            List.of(
                    c -> c.add("deployment-controller", DeploymentReconciler.loop(c), 2),
                    c -> c.add("replicaset-controller", ReplicaSetReconciler.loop(c), 4),
                    c -> c.add("endpoints-controller", ServiceEndpointsReconciler.loop(c), 2),
                    NodeLifecycle::wire,
                    c -> c.add("namespace-defaults", NamespaceDefaultsReconciler.loop(c)),
                    c -> c.add("namespace-controller", NamespaceReconciler.loop(c), 2),
                    c -> c.add("garbage-collector", GarbageReconciler.loop(c), 4));

    private Controllers() {}

    /// Wires all controllers; they work as long as their parts are driven.
    public static List<ControllerContext.Part> wire(
            Transport transport,
            ControllerSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        ControllerContext context = new ControllerContext(transport, settings, clock, random);
        ALL.forEach(controller -> controller.accept(context));
        return context.parts();
    }
}
