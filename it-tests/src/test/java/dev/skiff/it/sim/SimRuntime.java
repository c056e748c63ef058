package dev.skiff.it.sim;

import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.runtime.ContainerSpec;
import dev.skiff.agent.runtime.ContainerState;
import dev.skiff.agent.runtime.EngineInfo;
import dev.skiff.agent.runtime.EngineUnavailableException;
import dev.skiff.agent.runtime.ExecOutcome;
import dev.skiff.agent.runtime.ImageState;
import dev.skiff.agent.runtime.LogOptions;
import dev.skiff.agent.runtime.NetworkOutcome;
import dev.skiff.agent.runtime.PullOutcome;
import dev.skiff.agent.runtime.RegistryCredentials;
import dev.skiff.agent.runtime.RuntimeListener;
import dev.skiff.agent.runtime.SandboxSpec;
import dev.skiff.agent.runtime.StartOutcome;
import dev.skiff.api.request.ByteStream;
import dev.skiff.testkit.sim.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An engine behind a socket that sometimes fails: others run before and after every call, and
/// whether a failed call was carried out is not known.
final class SimRuntime implements ContainerRuntime {
    private final Simulation simulation;
    private final Faults faults;
    private final ContainerRuntime engine;
    private final Runnable afterChange;

    /// @param afterChange checks what must hold when a container was started or removed
    SimRuntime(
            Simulation simulation, Faults faults, ContainerRuntime engine, Runnable afterChange) {
        this.simulation = simulation;
        this.faults = faults;
        this.engine = engine;
        this.afterChange = afterChange;
    }

    /// Asked once while the agent is put together, which its starter would try again.
    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public List<String> usedRanges() {
        return call("used ranges", engine::usedRanges);
    }

    @Override
    public NetworkOutcome prepare(String range) {
        return call("prepare", () -> engine.prepare(range));
    }

    @Override
    public List<ContainerState> list() {
        return call("list", engine::list);
    }

    @Override
    public Optional<ContainerState> inspect(String id) {
        return call("inspect " + id, () -> engine.inspect(id));
    }

    @Override
    public StartOutcome startSandbox(SandboxSpec spec) {
        return call("start sandbox of " + spec.pod(), () -> engine.startSandbox(spec));
    }

    @Override
    public StartOutcome startContainer(ContainerSpec spec) {
        return call(
                "start " + spec.name() + " of " + spec.pod(), () -> engine.startContainer(spec));
    }

    @Override
    public void signal(String id, String signal) {
        call(
                signal + " to " + id,
                () -> {
                    engine.signal(id, signal);
                    return "done";
                });
    }

    @Override
    public void remove(String id) {
        call(
                "remove " + id,
                () -> {
                    engine.remove(id);
                    return "done";
                });
    }

    @Override
    public Optional<String> memoryVolumePath(String name) {
        return call("memory volume", () -> engine.memoryVolumePath(name));
    }

    @Override
    public Optional<ImageState> findImage(String reference) {
        return call("find " + reference, () -> engine.findImage(reference));
    }

    @Override
    public PullOutcome pull(String reference, Optional<RegistryCredentials> credentials) {
        return call("pull " + reference, () -> engine.pull(reference, credentials));
    }

    @Override
    public ExecOutcome exec(String id, List<String> command, Duration timeout) {
        return call("exec in " + id, () -> engine.exec(id, command, timeout));
    }

    @Override
    public Optional<ByteStream> logs(String id, LogOptions options) {
        return call("logs of " + id, () -> engine.logs(id, options));
    }

    @Override
    public void listen(RuntimeListener listener) {
        engine.listen(listener);
    }

    @Override
    public void removeEverything() {
        engine.removeEverything();
    }

    @Override
    public void close() {
        engine.close();
    }

    private <T> T call(String what, Supplier<T> work) {
        simulation.pause("engine " + what);
        CallFate fate = faults.ofEngineCall();
        if (fate == CallFate.LOST) {
            throw new EngineUnavailableException("lost: " + what);
        }
        T answer = work.get();
        afterChange.run();
        simulation.pause("engine answers " + answer.getClass().getSimpleName());
        if (fate == CallFate.ANSWER_LOST) {
            throw new EngineUnavailableException("answer lost: " + what);
        }
        return answer;
    }
}
