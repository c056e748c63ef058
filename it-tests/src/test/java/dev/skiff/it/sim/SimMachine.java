package dev.skiff.it.sim;

import dev.skiff.agent.Agent;
import dev.skiff.agent.AgentSettings;
import dev.skiff.agent.node.NodeIdentity;
import dev.skiff.agent.pod.ResolverSettings;
import dev.skiff.agent.probe.ProbeAnswer;
import dev.skiff.agent.probe.Prober;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.Owner;
import dev.skiff.agent.runtime.fake.FakeEngine;
import dev.skiff.agent.runtime.fake.FakeRuntime;
import dev.skiff.agent.volume.MemoryFiles;
import dev.skiff.client.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A node's machine: its engine and disk outlive the agent, which is a process like any other.
final class SimMachine {
    private static final long DISK_BYTES = 100L << 30;

    private final String name;
    private final SimCluster cluster;
    private final FakeEngine engine;
    private final MemoryFiles files = new MemoryFiles();
    private final Owner owner;
    private @Nullable FakeRuntime runtime;

    SimMachine(String name, SimCluster cluster) {
        this.name = name;
        this.cluster = cluster;
        this.engine = new FakeEngine(cluster.simulation().time());
        this.owner = new Owner("simulated", name);
    }

    /// All containers of the machine, running or not.
    List<ContainerState> containers() {
        return engine.everything();
    }

    /// The power fails: nothing runs any more.
    void losePower() {
        engine.everything().stream()
                .filter(ContainerState::isRunning)
                .forEach(container -> engine.crash(container.id(), 137));
    }

    /// A fresh agent on this machine.
    List<SimProcess.Part> agent(Transport transport, RandomGenerator random) {
        FakeRuntime before = runtime;
        if (before != null) {
            before.close();
        }
        FakeRuntime fresh = engine.runtimeFor(owner);
        runtime = fresh;
        SimRuntime wire =
                new SimRuntime(
                        cluster.simulation(), cluster.faults(), fresh, cluster::checkContainers);
        Agent agent =
                new Agent(
                        settings(),
                        new Agent.Surroundings(transport, wire, new NoProbes(), files),
                        cluster.simulation().time(),
                        random);
        return agent.parts().stream()
                .map(part -> new SimProcess.Part(part.name(), part.loop(), part.width()))
                .toList();
    }

    private AgentSettings settings() {
        return new AgentSettings(
                new NodeIdentity(
                        name,
                        "192.0.2.1",
                        Map.of(),
                        "v1.36.0+skiff",
                        NodeIdentity.MachineIds.UNKNOWN),
                "10.42.0.0/16",
                Path.of("/agent", name),
                new ResolverSettings(List.of("192.0.2.53"), List.of(), List.of()),
                Optional.empty(),
                DISK_BYTES);
    }

    /// The scenarios' pods have no probes over the network.
    private static final class NoProbes implements Prober {
        @Override
        public ProbeAnswer http(HttpTarget target, Duration timeout) {
            throw new AssertionError("nobody probes " + target);
        }

        @Override
        public ProbeAnswer tcp(String host, int port, Duration timeout) {
            throw new AssertionError("nobody probes " + host + ":" + port);
        }
    }
}
