package dev.skiff.it.sim;

import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.store.MemoryStore;
import dev.skiff.client.Transport;
import dev.skiff.controllers.Controllers;
import dev.skiff.controllers.framework.ControllerSettings;
import dev.skiff.scheduler.Scheduler;
import dev.skiff.testkit.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A cluster under one seed: the true API server on a disk in memory, scheduler, controllers and
/// nodes, each a process that may die and be cut off, wired through transports that lose calls. The
/// seed chooses who runs next and what fails; the onlooker checks every write.
///
/// Whatever fails is told with the seed, so that the same run can be had again.
final class SimCluster {
    private static final int STEPS_WITHOUT_TIME = 300_000;
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);

    private final long seed;
    private final Simulation simulation;
    private final Faults faults;
    private final ClusterView view;
    private final SimApi api;
    private final RolloutBounds rollouts;
    private final List<SimProcess> processes = new ArrayList<>();
    private final List<SimProcess> nodes = new ArrayList<>();
    private final List<SimMachine> machines = new ArrayList<>();

    SimCluster(long seed, int nodeCount) {
        this.seed = seed;
        simulation = new Simulation(seed);
        faults = new Faults(simulation);
        MemoryStore disk = new MemoryStore();
        view = new ClusterView(disk);
        api = new SimApi(simulation, new SimStore(simulation, disk, faults));
        rollouts = new RolloutBounds(view);
        view.onWrite(new PodsStayBound());
        view.onWrite(new OneController());
        view.onWrite(new NodesHoldTheirPods(view));
        view.onWrite(rollouts);
        add("scheduler", UserInfo.authenticated("system:kube-scheduler"), this::scheduler);
        add(
                "controllers",
                UserInfo.authenticated("system:kube-controller-manager"),
                this::controllers);
        for (int i = 1; i <= nodeCount; i++) {
            nodes.add(addNode("n" + i));
        }
    }

    Simulation simulation() {
        return simulation;
    }

    Faults faults() {
        return faults;
    }

    ClusterView view() {
        return view;
    }

    SimApi api() {
        return api;
    }

    RolloutBounds rollouts() {
        return rollouts;
    }

    SimProcess node(int index) {
        return nodes.get(index);
    }

    SimMachine machine(int index) {
        return machines.get(index);
    }

    List<ContainerState> containers() {
        return machines.stream().flatMap(machine -> machine.containers().stream()).toList();
    }

    /// No container of a pod runs twice, on whichever machines.
    void checkContainers() {
        Set<String> running = new TreeSet<>();
        for (ContainerState container : containers()) {
            if (container.isRunning()
                    && !running.add(container.pod().uid() + " " + container.name())) {
                throw new AssertionError(
                        container.name() + " of " + container.pod() + " runs twice");
            }
        }
    }

    /// The way in for a test's own calls, which never fail by themselves.
    SimTransport userTransport() {
        UserInfo admin = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);
        return new SimTransport(this, admin, () -> CallFate.DONE);
    }

    void start() {
        api.start();
        processes.forEach(SimProcess::start);
        simulation.spawn("chaos", this::causeTrouble);
    }

    /// Runs until the condition holds. If it doesn't in that time, or anything breaks, the failure
    /// tells the seed and how it came to it.
    void runUntil(String what, Duration atMost, BooleanSupplier condition) {
        try {
            Instant end = simulation.now().plus(atMost);
            Instant lastTime = simulation.now();
            long steps = 0;
            long seen = -1;
            while (true) {
                if (view.writes() != seen || !simulation.now().equals(lastTime)) {
                    seen = view.writes();
                    if (condition.getAsBoolean()) {
                        return;
                    }
                }
                steps = simulation.now().equals(lastTime) ? steps + 1 : 0;
                lastTime = simulation.now();
                if (steps > STEPS_WITHOUT_TIME) {
                    throw new AssertionError("busy without end, time stands still");
                }
                if (simulation.now().isAfter(end) || !simulation.step()) {
                    throw new AssertionError("never came: " + what);
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed %d at %s: %s%nhow it came:%n%s%nhow it stands:%n%s"
                            .formatted(
                                    seed,
                                    simulation.now(),
                                    e,
                                    String.join("\n", simulation.trace().tail()),
                                    view.summary()),
                    e);
        }
    }

    /// Nothing fails any more, and whoever is down comes back.
    void endTrouble() {
        faults.end();
        if (!api.isRunning()) {
            api.crash();
            api.start();
        }
        processes.forEach(SimProcess::revive);
    }

    /// Kills processes, cuts watches, and stops the API server, now and then.
    private void causeTrouble() {
        while (true) {
            simulation.sleep(faults.upTo(Duration.ofSeconds(8)));
            SimProcess victim = processes.get(faults.choose(processes.size()));
            if (faults.isActive() && victim.isRunning()) {
                switch (faults.choose(8)) {
                    case 0, 1 -> restart(victim);
                    case 2 -> restartApi();
                    default -> severWatch(victim);
                }
            }
        }
    }

    private void severWatch(SimProcess victim) {
        simulation.pause("cut a watch of " + victim.name());
        victim.severWatch();
    }

    private void restart(SimProcess victim) {
        simulation.pause("kill " + victim.name());
        victim.crash();
        simulation.sleep(faults.upTo(LONGEST_OUTAGE));
        victim.revive();
    }

    private void restartApi() {
        simulation.pause("kill the API server");
        api.crash();
        simulation.sleep(faults.upTo(LONGEST_OUTAGE));
        if (!api.isRunning()) {
            api.crash();
            api.start();
        }
    }

    private SimProcess add(String name, UserInfo user, SimProcess.Program program) {
        SimProcess process = new SimProcess(this, name, user, program);
        processes.add(process);
        return process;
    }

    private SimProcess addNode(String name) {
        UserInfo user = UserInfo.authenticated("system:node:" + name, UserInfo.NODES_GROUP);
        SimMachine machine = new SimMachine(name, this);
        machines.add(machine);
        return add(name, user, machine::agent);
    }

    private List<SimProcess.Part> scheduler(Transport transport, RandomGenerator random) {
        return new Scheduler(transport, simulation.time(), random)
                .parts().stream()
                        .map(p -> new SimProcess.Part(p.name(), p.steppable(), p.width()))
                        .toList();
    }

    private List<SimProcess.Part> controllers(Transport transport, RandomGenerator random) {
        return Controllers.wire(
                        transport,
                        ControllerSettings.standard().withRootCertificate("test certificate"),
                        simulation.time(),
                        random)
                .stream()
                .map(p -> new SimProcess.Part(p.name(), p.steppable(), p.width()))
                .toList();
    }
}
