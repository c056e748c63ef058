package dev.skiff.controllers.node;

import dev.skiff.client.EventRecorder;
import dev.skiff.controllers.framework.ControllerContext;

/// Wires everything about nodes: what one part notices another acts on.
public final class NodeLifecycle {
    private NodeLifecycle() {}

    public static void wire(ControllerContext context) {
        Standstill standstill = new Standstill(context.settings().nodeCheckInterval());
        EventRecorder events = context.newEvents("node-controller");
        context.add("node-health-monitor", new NodeHealthMonitor(context, events, standstill));
        if (!context.settings().podRange().isEmpty()) {
            context.add("node-range-controller", NodeRangeReconciler.loop(context, events));
        }
        context.add("node-taint-controller", NodeTaintReconciler.loop(context));
        context.add("taint-eviction-controller", TaintEvictionReconciler.loop(context, standstill));
        context.add("lost-node-controller", LostNodeReconciler.loop(context, events));
    }
}
