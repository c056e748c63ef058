package dev.skiff.standalone;

import dev.skiff.agent.Agent;
import dev.skiff.client.Pump;
import dev.skiff.client.Steppable;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.scheduler.Scheduler;
import java.time.InstantSource;
import java.util.List;

/// Drives the parts of components.
final class Pumps {
    private Pumps() {}

    static void driveControllers(List<ControllerContext.Part> parts, Closer closer) {
        parts.forEach(part -> drive(part.name(), part.steppable(), part.width(), closer));
    }

    static void driveScheduler(List<Scheduler.Part> parts, Closer closer) {
        parts.forEach(part -> drive(part.name(), part.steppable(), part.width(), closer));
    }

    static void driveAgent(String node, List<Agent.Part> parts, Closer closer) {
        parts.forEach(part -> drive(node + " " + part.name(), part.loop(), part.width(), closer));
    }

    private static void drive(String name, Steppable steppable, int width, Closer closer) {
        closer.keep(Pump.start(name, steppable, InstantSource.system(), width));
    }
}
