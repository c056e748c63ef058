package dev.skiff.it.sim;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.apiserver.ApiServer;
import dev.skiff.apiserver.pki.TokenKey;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.store.Store;
import dev.skiff.apiserver.store.StoreUnavailableException;
import dev.skiff.apiserver.tunnel.NodeTunnel;
import dev.skiff.client.UnreachableException;
import dev.skiff.testkit.sim.SimThread;
import dev.skiff.testkit.sim.Simulation;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The API server as a process: it answers every call in a thread of its own, dies with everything
/// it had in hand, and starts again on the same disk.
final class SimApi {
    /// Pods leave lost nodes soon, as in a cluster on one machine.
    private static final ApiServerSettings SETTINGS =
            new ApiServerSettings(
                    "10.43.0.0/16",
                    Optional.empty(),
                    5,
                    5,
                    NodeTunnel.NONE,
                    TokenKey.generate(new SecureRandom()),
                    true,
                    List.of());

    private final Simulation simulation;
    private final Store store;
    private final RandomGenerator random;
    private @Nullable Incarnation running;
    private int calls;

    private static final class Incarnation {
        final ApiServer server;
        final List<Call> calls = new ArrayList<>();
        final List<SimWatch> watches = new ArrayList<>();
        final List<SimThread> threads = new ArrayList<>();
        boolean started;

        Incarnation(ApiServer server) {
            this.server = server;
        }
    }

    /// A call under way.
    final class Call {
        private final SimThread server;
        private @Nullable SimThread caller;
        private @Nullable ApiResponse answer;
        private boolean abandoned;

        Call(Incarnation to, ApiRequest request) {
            server =
                    simulation.spawn(
                            "api#" + calls++,
                            () -> {
                                answer = to.server.handle(request);
                                to.calls.remove(this);
                                closeIfAbandoned();
                                wakeCaller();
                            });
        }

        /// Waits until the answer is there, or the server has died.
        ApiResponse await() {
            caller = simulation.self();
            while (!server.isDone()) {
                simulation.sleepUntil(Instant.MAX);
            }
            ApiResponse given = answer;
            if (given == null) {
                throw unreachable("the API server died");
            }
            return given;
        }

        /// Nobody waits for the answer any more.
        void abandon() {
            abandoned = true;
            closeIfAbandoned();
        }

        private void closeIfAbandoned() {
            if (abandoned && answer instanceof ApiResponse.Watch watch) {
                watch.stream().close();
            }
        }

        void die() {
            server.kill();
            wakeCaller();
        }

        private void wakeCaller() {
            SimThread waiting = caller;
            if (waiting != null) {
                waiting.wake();
            }
        }
    }

    SimApi(Simulation simulation, Store store) {
        this.simulation = simulation;
        this.store = store;
        this.random = simulation.newRandom();
    }

    boolean isRunning() {
        return running != null && running.started;
    }

    void start() {
        ApiServer server =
                new ApiServer(
                        SETTINGS, store, simulation.time(), simulation.newRandom(), List.of());
        Incarnation fresh = new Incarnation(server);
        running = fresh;
        fresh.threads.add(simulation.spawn("api", () -> run(fresh)));
    }

    void crash() {
        Incarnation dead = running;
        running = null;
        if (dead != null) {
            dead.threads.forEach(SimThread::kill);
            List.copyOf(dead.calls).forEach(Call::die);
            List.copyOf(dead.watches).forEach(SimWatch::sever);
            dead.server.close();
        }
    }

    /// Begins to work on a call.
    Call begin(ApiRequest request) {
        Incarnation now = running;
        if (now == null || !now.started) {
            throw unreachable("no API server listens");
        }
        Call call = new Call(now, request);
        now.calls.add(call);
        return call;
    }

    /// A watch that dies with the server that answered.
    void track(SimWatch watch) {
        Incarnation now = running;
        if (now == null) {
            watch.sever();
        } else {
            now.watches.add(watch);
        }
    }

    static UnreachableException unreachable(String why) {
        return new UnreachableException(why, new IOException(why));
    }

    private void run(Incarnation self) {
        while (!self.started) {
            try {
                self.server.start();
                self.started = true;
            } catch (StoreUnavailableException e) {
                simulation.sleep(Duration.ofMillis(100 + random.nextInt(900)));
            }
        }
        while (true) {
            simulation.sleep(Duration.ofSeconds(1));
            self.watches.removeIf(SimWatch::isSevered);
            self.server.step();
        }
    }
}
