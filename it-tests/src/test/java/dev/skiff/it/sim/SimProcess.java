package dev.skiff.it.sim;

import dev.skiff.api.request.UserInfo;
import dev.skiff.client.Steppable;
import dev.skiff.client.Transport;
import dev.skiff.testkit.sim.SimThread;
import dev.skiff.testkit.sim.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A component as a process: it is driven by threads as its pumps would, dies with all it knew, and
/// starts again with fresh state.
final class SimProcess {
    private static final int MOST_THREADS_PER_PART = 3;
    private static final int PATIENCE_WITH_SPINNING = 1000;

    /// One thing to be stepped, by how many threads at most.
    record Part(String name, Steppable steppable, int width) {}

    /// Builds a fresh component.
    interface Program {
        List<Part> start(Transport transport, RandomGenerator random);
    }

    private final SimCluster cluster;
    private final Simulation simulation;
    private final String name;
    private final UserInfo user;
    private final Program program;
    private final List<SimThread> threads = new ArrayList<>();
    private @Nullable SimTransport transport;
    private boolean lost;
    private int incarnations;

    SimProcess(SimCluster cluster, String name, UserInfo user, Program program) {
        this.cluster = cluster;
        this.simulation = cluster.simulation();
        this.name = name;
        this.user = user;
        this.program = program;
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        return transport != null;
    }

    void start() {
        incarnations++;
        SimTransport fresh = new SimTransport(cluster, user, cluster.faults()::ofCall);
        transport = fresh;
        for (Part part : program.start(fresh, simulation.newRandom())) {
            drive(part);
        }
    }

    void crash() {
        threads.forEach(SimThread::kill);
        threads.clear();
        SimTransport dead = transport;
        transport = null;
        if (dead != null) {
            dead.close();
        }
    }

    /// It dies and stays dead until [#endLoss].
    void lose() {
        lost = true;
        crash();
    }

    void endLoss() {
        lost = false;
        revive();
    }

    /// It runs again, unless it is lost.
    void revive() {
        if (!lost && !isRunning()) {
            start();
        }
    }

    void severWatch() {
        SimTransport running = transport;
        if (running != null && running.openWatches() > 0) {
            running.severWatch(cluster.faults().choose(running.openWatches()));
        }
    }

    private void drive(Part part) {
        int width = Math.min(part.width(), MOST_THREADS_PER_PART);
        List<SimThread> pump = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String threadName = name + "." + incarnations + "/" + part.name() + "-" + i;
            pump.add(simulation.spawn(threadName, () -> stepForEver(part)));
        }
        threads.addAll(pump);
        part.steppable().onWork(() -> pump.forEach(SimThread::wake));
    }

    private void stepForEver(Part part) {
        Instant lastIdle = Instant.MIN;
        int spins = 0;
        while (true) {
            if (part.steppable().step()) {
                simulation.pause("stepped");
                continue;
            }
            Instant due = part.steppable().nextDue();
            boolean spinning = !due.isAfter(simulation.now()) && simulation.now().equals(lastIdle);
            spins = spinning ? spins + 1 : 0;
            lastIdle = simulation.now();
            if (spins > PATIENCE_WITH_SPINNING) {
                throw new AssertionError(part.name() + " says it is due but does nothing");
            }
            simulation.sleepUntil(due);
        }
    }
}
